//! Callers that go on until they are stopped, and how long their requests took.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

/// How long each of many requests took.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub(crate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// In milliseconds, the time that so many of a hundred did not exceed.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).expect("there are times").as_secs_f64() * 1000.0
    }

    pub(crate) fn longest(&self) -> f64 {
        self.percentile(100)
    }
}

/// The middle one.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

pub(crate) async fn timed<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let started = Instant::now();
    let done = work.await;
    (done, started.elapsed())
}

/// Callers that each send one request after the other.
pub(crate) struct Load {
    stopped: Arc<AtomicBool>,
    callers: JoinSet<Times>,
}

impl Load {
    /// `request` gets the number of the caller and of its request.
    pub(crate) fn start<F: Future<Output = ()> + Send + 'static>(
        callers: usize,
        request: impl Fn(usize, usize) -> F + Clone + Send + 'static,
    ) -> Self {
        let stopped = Arc::new(AtomicBool::new(false));
        let mut tasks = JoinSet::new();
        for caller in 0..callers {
            let (stopped, request) = (stopped.clone(), request.clone());
            tasks.spawn(async move {
                let mut times = Times::default();
                for n in 0.. {
                    if stopped.load(Ordering::Relaxed) {
                        break;
                    }
                    times.add(timed(request(caller, n)).await.1);
                }
                times
            });
        }
        Self {
            stopped,
            callers: tasks,
        }
    }

    pub(crate) async fn stop(self) -> Times {
        self.stopped.store(true, Ordering::Relaxed);
        let mut all = Times::default();
        self.callers
            .join_all()
            .await
            .into_iter()
            .for_each(|times| all.append(times));
        all
    }

    /// For so long.
    pub(crate) async fn run_for(self, time: Duration) -> Times {
        tokio::time::sleep(time).await;
        self.stop().await
    }
}
