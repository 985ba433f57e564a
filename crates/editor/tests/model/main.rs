//! The model test: two people, one record, a hostile network, and every interleaving that a seed can think
//! of.
//!
//! A schedule is a list of steps drawn from a seed; a failure is shrunk and printed with its trace.
//! Environment: `CYREXA_MODEL_SCHEDULES` (default 100000), `CYREXA_MODEL_SEED` (run one schedule and print
//! its trace).

mod checks;
mod client;
mod delivery;
mod network;
mod person;
mod rng;
mod server;
mod settle;
mod wire;
mod world;

use std::sync::atomic::{AtomicU64, Ordering};

use rng::Rng;
use world::{Setting, Step, World};

const SCHEDULES: u64 = 100_000;

#[test]
fn no_edit_is_lost_or_doubled_and_all_screens_end_up_showing_what_the_gateway_holds() {
    if let Some(seed) = number("CYREXA_MODEL_SEED") {
        let (setting, steps) = schedule(seed);
        let (result, trace) = run(setting, &steps);
        println!("{trace}");
        if let Err(broken) = result {
            panic!("schedule {seed}: {broken}");
        }
        return;
    }
    let schedules = number("CYREXA_MODEL_SCHEDULES").unwrap_or(SCHEDULES);
    let next = AtomicU64::new(0);
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get().min(8));
    let (mut total, mut failure) = (Counts::default(), None);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| work(&next, schedules)))
            .collect();
        for worker in workers {
            let (counts, failed) = worker.join().expect("a worker reports, it does not panic");
            total.add(&counts);
            failure = failure.take().or(failed);
        }
    });
    if let Some(seed) = failure {
        panic!("{}", report(seed));
    }
    println!("{schedules} schedules: {total:?}");
    assert!(
        total.is_telling(),
        "the schedules no longer reach what they are for: {total:?}"
    );
}

fn work(next: &AtomicU64, schedules: u64) -> (Counts, Option<u64>) {
    let mut counts = Counts::default();
    loop {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if seed >= schedules {
            return (counts, None);
        }
        let (setting, steps) = schedule(seed);
        let mut world = World::new(setting, false);
        if world.run(&steps).is_err() {
            next.store(schedules, Ordering::Relaxed);
            return (counts, Some(seed));
        }
        counts.add(&world.counts);
    }
}

/// What the schedules did, to see that they do it at all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) steps: u64,
    pub(crate) writes: u64,
    pub(crate) creates: u64,
    pub(crate) conflicts: u64,
    pub(crate) merges: u64,
    pub(crate) late: u64,
    pub(crate) restored: u64,
    pub(crate) undone: u64,
    pub(crate) refused: u64,
    pub(crate) foreign: u64,
    pub(crate) others: u64,
    pub(crate) stale: u64,
    pub(crate) jumps: u64,
    pub(crate) kept_waiting: u64,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.steps += other.steps;
        self.writes += other.writes;
        self.creates += other.creates;
        self.conflicts += other.conflicts;
        self.merges += other.merges;
        self.late += other.late;
        self.restored += other.restored;
        self.undone += other.undone;
        self.refused += other.refused;
        self.foreign += other.foreign;
        self.others += other.others;
        self.stale += other.stale;
        self.jumps += other.jumps;
        self.kept_waiting += other.kept_waiting;
    }

    fn is_telling(&self) -> bool {
        let rare = [
            self.creates,
            self.conflicts,
            self.merges,
            self.late,
            self.restored,
            self.undone,
            self.refused,
            self.foreign,
            self.others,
            self.stale,
            self.jumps,
            self.kept_waiting,
        ];
        self.writes > 0 && rare.iter().all(|count| *count > 0)
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn schedule(seed: u64) -> (Setting, Vec<Step>) {
    let mut rng = Rng::new(seed);
    let setting = Setting::draw(&mut rng);
    let length = 10 + rng.below(150);
    (setting, (0..length).map(|_| Step::draw(&mut rng)).collect())
}

fn run(setting: Setting, steps: &[Step]) -> (Result<(), String>, String) {
    let mut world = World::new(setting, true);
    let result = world.run(steps);
    (result, world.trace.join("\n"))
}

/// The shortest list of steps that still fails, by leaving out ever smaller pieces.
fn report(seed: u64) -> String {
    let (setting, mut steps) = schedule(seed);
    let mut piece = steps.len();
    while piece > 0 {
        let mut at = 0;
        while at < steps.len() {
            let mut fewer = steps.clone();
            fewer.drain(at..(at + piece).min(steps.len()));
            if run(setting, &fewer).0.is_err() {
                steps = fewer;
            } else {
                at += piece;
            }
        }
        piece /= 2;
    }
    let (result, trace) = run(setting, &steps);
    format!(
        "schedule {seed} in {setting:?}, shrunk to {} steps:\n{trace}\n=> {}",
        steps.len(),
        result.err().unwrap_or_default()
    )
}
