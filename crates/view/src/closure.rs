//! Closures behind a pointer, by traits of our own: each has one function per closure. Those of `dyn Fn` and
//! `dyn FnMut` have one more, which takes the closure by value and is never called: a hundred and sixty of
//! them in the app.

/// A closure that gives a value.
pub(crate) trait Getter<T> {
    fn get(&self) -> T;
}

impl<T, F: Fn() -> T> Getter<T> for F {
    fn get(&self) -> T {
        self()
    }
}

/// A closure that takes a value.
pub(crate) trait Handler<T> {
    fn handle(&mut self, value: T);
}

impl<T, F: FnMut(T)> Handler<T> for F {
    fn handle(&mut self, value: T) {
        self(value);
    }
}

/// A closure that is run.
pub(crate) trait Action {
    fn run(&mut self);
}

impl<F: FnMut()> Action for F {
    fn run(&mut self) {
        self();
    }
}
