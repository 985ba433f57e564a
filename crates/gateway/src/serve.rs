//! Accepts connections until it has to stop, then lets running requests finish.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use socket2::SockRef;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

use crate::config::Config;
use crate::housekeeping;
use crate::http::{self, Connections, Received, Sent, Slot, WatchedStream};
use crate::middleware::Peer;
use crate::router::router;
use crate::state::App;
use crate::store::OpenError;

/// Of what hyper keeps of a request's head, and of an answer that is not taken. The longest head that nginx
/// takes has 32 KiB.
const BUFFER: usize = 64 * 1024;

/// Of what the system keeps of an answer that is not taken; by itself it would grow to megabytes.
const SEND_BUFFER: usize = 128 * 1024;

/// How long running requests may take once the gateway has to stop.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);

/// Too many open files, most likely, in this process or in all: some will close.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// How soon a changed key set is seen.
const JWKS_INTERVAL: Duration = Duration::from_secs(2);

/// A gateway with its database open, not yet serving.
#[derive(Debug)]
pub struct Gateway(Arc<App>);

impl Gateway {
    /// Opens the database.
    ///
    /// # Errors
    /// Where it cannot be used.
    pub fn open(mut config: Config) -> Result<Self, OpenError> {
        config.limits = http::fit(config.limits);
        App::open(config).map(Self)
    }

    /// Serves until `stop` is ready; then closes event streams, lets requests finish, and returns.
    pub async fn serve(self, listener: TcpListener, stop: impl Future<Output = ()>) {
        let Self(app) = self;
        housekeeping::start(&app);
        let router = router(&app);
        follow_key_set(&app);
        let connections = Connections::new(&app.config.limits);
        let graceful = GracefulShutdown::new();
        let mut stop = pin!(stop);
        loop {
            let accepted = tokio::select! {
                accepted = accept(&listener, &connections) => accepted,
                () = &mut stop => break,
            };
            let Some((stream, peer, slot)) = accepted else {
                continue;
            };
            set_options(&stream, &app.config);
            let progress = slot.progress.clone();
            let service = router
                .clone()
                .map_request({
                    let progress = progress.clone();
                    move |request: Request<Incoming>| {
                        progress.begins_answer();
                        let mut request =
                            request.map(|body| Body::new(Received::new(body, progress.clone())));
                        request.extensions_mut().insert(Peer(peer));
                        request
                    }
                })
                .map_response({
                    let progress = progress.clone();
                    move |response: Response| response.map(|body| Sent::new(body, progress.clone()))
                });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                // `Slot::ends` has the timeouts: hyper's would end an idle connection, too.
                .header_read_timeout(None)
                .max_buf_size(BUFFER)
                .serve_connection(
                    TokioIo::new(WatchedStream::new(stream, progress)),
                    TowerToHyperService::new(service),
                );
            let connection = graceful.watch(connection);
            tokio::spawn(async move {
                tokio::select! {
                    // Its errors are the client's: it went away, or it does not speak HTTP.
                    _ = connection => {}
                    () = slot.ends() => {}
                }
            });
        }
        drop(listener);
        app.closing.send_replace(true);
        if tokio::time::timeout(SHUTDOWN_TIMEOUT, graceful.shutdown())
            .await
            .is_err()
        {
            tracing::warn!("stopped with requests still running");
        }
    }
}

/// The next connection for which there is a place.
async fn accept(
    listener: &TcpListener,
    connections: &Arc<Connections>,
) -> Option<(TcpStream, SocketAddr, Slot)> {
    match listener.accept().await {
        Ok((stream, peer)) => {
            let slot = connections.admit(peer.ip()).await?;
            Some((stream, peer, slot))
        }
        Err(error) if is_of_one_connection(&error) => None,
        Err(error) => {
            tracing::warn!(cause = %error, "no connection can be accepted");
            connections.make_room(None);
            connections.room(ACCEPT_PAUSE).await;
            None
        }
    }
}

/// The connection was over before it was accepted: the next one may be well.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted
    )
}

/// Reads the key set again whenever its file changes.
fn follow_key_set(app: &Arc<App>) {
    let Some(jwks) = app.config.jwks.clone() else {
        return;
    };
    let mut closing = app.closing.subscribe();
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(JWKS_INTERVAL);
        loop {
            tokio::select! {
                _ = closing.wait_for(|is_closing| *is_closing) => return,
                _ = ticks.tick() => {}
            }
            let jwks = jwks.clone();
            if tokio::task::spawn_blocking(move || jwks.refresh()).await.is_err() {
                tracing::error!("reading the key set panicked");
            }
        }
    });
}

/// None of these is needed for an answer: where the system does not have one, the connection serves without.
fn set_options(stream: &TcpStream, config: &Config) {
    // An answer is small and waits for nothing.
    stream.set_nodelay(true).ok();
    let socket = SockRef::from(stream);
    socket.set_send_buffer_size(SEND_BUFFER).ok();
    // A client whose machine is gone does not acknowledge: an event stream to it ends, too.
    #[cfg(target_os = "linux")]
    socket
        .set_tcp_user_timeout(Some(config.limits.write_timeout))
        .ok();
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
