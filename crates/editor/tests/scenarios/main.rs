//! What a session does, as short scenarios: one sentence each, one file per subject.

mod creating;
mod failing;
mod foreign_answers;
mod merging;
mod offline;
mod restoring;
mod saving;
mod screen;
mod seen;
mod tags;
mod typing;
mod undoing;
