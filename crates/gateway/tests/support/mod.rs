//! Starts a gateway, in this process or as the program, and speaks HTTP to it as different callers.

mod call;
mod callers;
mod customers;
mod gateway;
mod program;
mod wire;

pub(crate) use call::{Answer, Call, Client};
pub(crate) use callers::{admin, customer, merchant, of_profile, support};
pub(crate) use customers::whole;
pub(crate) use gateway::Gateway;
pub(crate) use program::{KEY, Program};
pub(crate) use wire::{Wire, authorization};
