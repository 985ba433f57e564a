//! What is done beside the requests: deleted values are cleared out of the write-ahead log, and idempotency
//! keys are dropped when their time is over.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use crate::async_store::AsyncStore;
use crate::clock;
use crate::state::App;
use crate::store::idempotency;

/// The first pause before the log is tried again; each one is twice the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(50);

/// The longest pause: a minute after the last reader is gone, deleted values are gone, too.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// How often keys are looked through: their answers show personal data, and are gone a minute late at most.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// Keys dropped in one write, so that other writes need not wait for all of them.
const SWEPT_AT_ONCE: usize = 500;

/// Begins it. It ends when the gateway closes.
pub(crate) fn start(app: &Arc<App>) {
    let mut closing = app.closing.subscribe();
    let app = app.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = closing.wait_for(|is_closing| *is_closing) => {}
            () = clear_log(&app.store) => {}
            () = sweep_keys(&app) => {}
        }
    });
}

/// At the start, too: the program may have ended before the log was empty.
async fn clear_log(store: &Arc<AsyncStore>) {
    loop {
        let mut pause = FIRST_PAUSE;
        let mut is_delayed = false;
        while let Err(error) = store.empty_log().await {
            // Not for the first pause: our own requests may have been in the way.
            if !is_delayed && pause > FIRST_PAUSE {
                is_delayed = true;
                let cause = error.cause();
                tracing::warn!(
                    cause,
                    "deleted values may still be in the database's write-ahead log (-wal)"
                );
            }
            sleep(pause).await;
            pause = LONGEST_PAUSE.min(pause * 2);
        }
        if is_delayed {
            tracing::info!("the write-ahead log is empty, and with it deleted values are gone");
        }
        store.log_holds_values.notified().await;
    }
}

/// At the start, too.
async fn sweep_keys(app: &Arc<App>) {
    let every = app
        .config
        .limits
        .key_lifetime
        .clamp(Duration::from_secs(1), SWEEP_EVERY);
    loop {
        let mut dropped = 0;
        loop {
            let now = clock::now().unix_timestamp();
            let swept = app.store.write(app.store.deadline(), move |transaction| {
                Ok(idempotency::sweep(transaction, now, SWEPT_AT_ONCE)?)
            });
            match swept.await {
                Ok(0) => break,
                Ok(count) => dropped += count,
                Err(error) => {
                    let cause = error.cause();
                    tracing::warn!(cause, "idempotency keys are dropped later");
                    break;
                }
            }
        }
        if dropped > 0 {
            app.store.forget_log().await;
        }
        sleep(every).await;
    }
}
