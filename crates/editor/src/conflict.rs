//! What the conflict dialog shows and what it answers.

use std::fmt;

use cyrexa_contract::Field;

/// Fields that both sides changed, differently; in contract order, never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// One per field.
    pub clashes: Vec<Clash>,
}

/// One field that both sides changed. `None` is an empty field.
#[derive(Clone, PartialEq, Eq)]
pub struct Clash {
    /// Which one.
    pub field: Field,
    /// What it was when we began.
    pub base: Option<String>,
    /// What we want.
    pub mine: Option<String>,
    /// What the gateway holds now.
    pub theirs: Option<String>,
}

/// The answer for one field.
#[derive(Clone, PartialEq, Eq)]
pub enum Choice {
    /// Ours goes over theirs.
    KeepMine,
    /// Ours is dropped.
    TakeTheirs,
    /// Neither: this text. Where a rule refuses it, the clash stays open and the violation shows.
    Edit(String),
}

/// Personal data stays out of logs.
impl fmt::Debug for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clash").field(&self.field).finish()
    }
}

/// Personal data stays out of logs.
impl fmt::Debug for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::KeepMine => "KeepMine",
            Self::TakeTheirs => "TakeTheirs",
            Self::Edit(_) => "Edit(..)",
        })
    }
}
