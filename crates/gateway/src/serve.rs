//! Accepts connections until told to stop, then lets what is running finish.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tower::ServiceExt;

use crate::app::{self, App};
use crate::config::Config;
use crate::housekeeping;
use crate::middleware::Peer;
use crate::store::OpenError;

/// For the head of a request, and so for a silent connection too.
const HEAD_PATIENCE: Duration = Duration::from_secs(30);

/// How long running requests may take once we are told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// Too many open files, most likely: some will close.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// A gateway with its database open, not yet serving.
#[derive(Debug)]
pub struct Gateway(Arc<App>);

impl Gateway {
    /// Opens the database.
    ///
    /// # Errors
    /// Where it cannot be used.
    pub fn open(config: Config) -> Result<Self, OpenError> {
        App::open(config).map(Self)
    }

    /// Serves until `stop` is ready; then closes event streams, lets requests finish, and returns.
    pub async fn serve(self, listener: TcpListener, stop: impl Future<Output = ()>) {
        let Self(app) = self;
        housekeeping::start(&app);
        let router = app::router(&app);
        let connections = GracefulShutdown::new();
        let mut stop = pin!(stop);
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = &mut stop => break,
            };
            let Ok((stream, peer)) = accepted else {
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            };
            let service = router.clone().map_request(move |request: Request<Incoming>| {
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(Peer(peer));
                request
            });
            // An answer is small and waits for nothing.
            stream.set_nodelay(true).ok();
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_PATIENCE)
                .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
            let connection = connections.watch(connection);
            // Its errors are the client's: it went away, or it does not speak HTTP.
            tokio::spawn(connection);
        }
        drop(listener);
        app.closing.send_replace(true);
        if tokio::time::timeout(FAREWELL, connections.shutdown())
            .await
            .is_err()
        {
            tracing::warn!("stopped with requests still running");
        }
    }
}

/// Opens and serves.
///
/// # Errors
/// Where the database cannot be used.
pub async fn serve(
    listener: TcpListener,
    config: Config,
    stop: impl Future<Output = ()>,
) -> Result<(), OpenError> {
    Gateway::open(config)?.serve(listener, stop).await;
    Ok(())
}
