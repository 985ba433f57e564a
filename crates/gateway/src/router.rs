//! The routes, with the layers around them, outermost last.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::ALLOW;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

use crate::error::{ApiError, Panicked};
use crate::state::App;
use crate::{middleware, routes};

pub(crate) fn router(app: &Arc<App>) -> Router {
    let routes = routes::router(app)
        .layer(from_fn_with_state(app.clone(), middleware::limit_rate))
        .layer(from_fn_with_state(app.clone(), middleware::identify))
        .layer(from_fn_with_state(app.clone(), middleware::find_client))
        .layer(CatchPanicLayer::custom(|_| {
            ApiError::internal(Panicked).into_response()
        }))
        .layer(middleware::cors(&app.config))
        .layer(from_fn(middleware::drain_unread_body))
        .layer(from_fn(middleware::check))
        .layer(from_fn_with_state(app.clone(), middleware::observe))
        .with_state(app.clone());
    // A route adds `Allow` outside of its own layers, so that only around all of them it can be taken away.
    Router::new()
        .fallback_service(routes)
        .layer(map_response(without_stray_allow))
}

/// What is not there does nothing.
async fn without_stray_allow(mut response: Response) -> Response {
    if response.status() == StatusCode::NOT_FOUND {
        response.headers_mut().remove(ALLOW);
    }
    response
}
