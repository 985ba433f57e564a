//! `/customers`: one file per verb.

mod answer;
mod audit;
mod create;
mod delete;
mod events;
mod export;
mod get;
mod list;
mod update;

use std::sync::Arc;

use axum::Router;
use axum::routing::{delete, get, post};

use crate::state::App;

pub(super) fn router(app: &App) -> Router<Arc<App>> {
    let all = app.config.base_path.join("/customers");
    let one = format!("{all}/{{id}}");
    let documented = Router::new()
        .route(&all, post(create::create))
        .route(&one, get(get::get).put(update::update));
    if !app.is_full() {
        return documented;
    }
    documented
        .route(&all, get(list::list))
        .route(&one, delete(delete::delete))
        .route(&format!("{one}/audit"), get(audit::audit))
        .route(&format!("{one}/events"), get(events::events))
        .route(&format!("{one}/export"), get(export::export))
}
