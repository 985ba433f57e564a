//! Closures behind a pointer, by traits of our own: each has one function per closure. Those of `dyn Fn` and `dyn FnMut` have
//! one more, which takes the closure by value and which nobody calls: a hundred and sixty of them on the page.

/// Something that is asked again and again.
pub(super) trait Gives<T> {
    fn give(&self) -> T;
}

impl<T, F: Fn() -> T> Gives<T> for F {
    fn give(&self) -> T {
        self()
    }
}

/// Something that is told again and again.
pub(super) trait Takes<T> {
    fn take(&self, value: T);
}

impl<T, F: Fn(T)> Takes<T> for F {
    fn take(&self, value: T) {
        self(value);
    }
}

/// Something that is done again and again.
pub(super) trait Runs {
    fn run(&mut self);
}

impl<F: FnMut()> Runs for F {
    fn run(&mut self) {
        self();
    }
}
