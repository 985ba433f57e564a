//! The app's entry.

fn main() {
    cyrexa_profile::start();
}
