//! Facts that what is drawn follows, and things that live as long as what is drawn. Both are handles, as cheap to copy as
//! Leptos's own.
//!
//! They are compiled once: a signal or stored value of Leptos's costs 1 to 2 kB of code for every type that it holds, and its
//! arena a check of the thread, with all of std's threads. Here one list holds values of any type until Leptos's owner of
//! each is cleaned up, and Leptos's trigger tells the followers.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::{ArcTrigger, Notify, Track, on_cleanup};

/// Something that the owner of its maker keeps, and drops when it is cleaned up.
pub struct Kept<T> {
    number: u32,
    holds: PhantomData<fn() -> T>,
}

/// A value that is followed: whoever reads it runs again when it changes.
pub struct Fact<T>(Kept<Followed<T>>);

struct Followed<T> {
    value: RefCell<T>,
    changed: ArcTrigger,
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Kept<T> {}

impl<T: 'static> Kept<T> {
    /// Kept by the owner of the caller, whether the handle is or not.
    pub fn new(value: T) -> Self {
        Self {
            number: keep(Rc::new(value)),
            holds: PhantomData,
        }
    }

    /// Reads it; `None` once it is dropped.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        find(self.number)?.downcast_ref().map(read)
    }
}

/// Everything kept on this page, by numbers that only grow.
struct All {
    last: u32,
    values: Vec<(u32, Rc<dyn Any>)>,
}

thread_local! {
    static ALL: RefCell<All> = const { RefCell::new(All { last: 0, values: Vec::new() }) };
}

impl All {
    fn place(&self, number: u32) -> Option<usize> {
        self.values
            .binary_search_by_key(&number, |(number, _)| *number)
            .ok()
    }
}

fn keep(value: Rc<dyn Any>) -> u32 {
    let number = ALL.with_borrow_mut(|all| {
        all.last += 1;
        all.values.push((all.last, value));
        all.last
    });
    on_cleanup(move || {
        // Dropped after the list is free again: what it drops may look for other things.
        let _value = ALL.with_borrow_mut(|all| all.place(number).map(|place| all.values.remove(place)));
    });
    number
}

/// A clone, not a look into the list: who reads may keep and drop other things meanwhile.
fn find(number: u32) -> Option<Rc<dyn Any>> {
    ALL.with_borrow(|all| all.place(number).map(|place| all.values[place].1.clone()))
}

impl<T> Clone for Fact<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Fact<T> {}

impl<T: 'static> Fact<T> {
    /// Kept by the owner of the caller.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(Kept::new(Followed {
            value: RefCell::new(value),
            changed: ArcTrigger::new(),
        }))
    }

    /// Reads it, and follows it. To be asked only where its owner lives.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        let read = self.0.with(|fact| {
            fact.changed.track();
            read(&fact.value.borrow())
        });
        read.expect("a fact is read while its owner lives")
    }

    /// Reads it without following it; `None` once its owner is gone.
    pub fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.0.with(|fact| read(&fact.value.borrow()))
    }

    /// What it is now, followed.
    #[must_use]
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// What it is now, not followed. To be asked only where its owner lives.
    #[must_use]
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.try_get_untracked()
            .expect("a fact is read while its owner lives")
    }

    /// What it is now, not followed; `None` once its owner is gone.
    #[must_use]
    pub fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_untracked(T::clone)
    }

    /// Changes it and tells its followers; `None`, and nothing done, once its owner is gone.
    pub fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.0.with(|fact| {
            // Followers read it: the borrow is over before they are told.
            let result = change(&mut fact.value.borrow_mut());
            fact.changed.notify();
            result
        })
    }

    /// The same with nothing to give back.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        let _ = self.try_update(change);
    }

    /// Makes it another value.
    pub fn set(self, value: T) {
        self.update(|fact| *fact = value);
    }
}
