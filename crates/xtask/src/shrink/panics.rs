//! Which functions can only panic: they never return, and direct calls lead from them to nothing outside of the module.
//! std on wasm32-unknown-unknown has nowhere to write a message to, so nobody sees what they do before they end in
//! `unreachable`. A function that throws into JavaScript leads outside, and is none of them.

use std::collections::HashSet;

use anyhow::Result;
use wasmparser::Operator;

use super::linked::{Linked, instructions};

pub(super) fn find(linked: &Linked) -> Result<HashSet<u32>> {
    let (mut calls, mut suspects) = (Vec::new(), Vec::new());
    for (body, function) in linked.bodies.iter().zip(linked.imported..) {
        let code: Vec<_> = instructions(body)?
            .into_iter()
            .map(|(operator, _)| operator)
            .collect();
        if never_returns(&code) {
            suspects.push(function);
        }
        calls.push(code.iter().filter_map(called).collect::<Vec<_>>());
    }
    let leads_outside = |function| {
        let (mut seen, mut open) = (HashSet::from([function]), vec![function]);
        while let Some(next) = open.pop() {
            let Some(body) = linked.body_of(next) else {
                return true;
            };
            open.extend(calls[body].iter().filter(|function| seen.insert(**function)));
        }
        false
    };
    Ok(suspects
        .into_iter()
        .filter(|function| !leads_outside(*function))
        .collect())
}

/// Whom an instruction calls directly.
pub(super) fn called(operator: &Operator) -> Option<u32> {
    match operator {
        Operator::Call { function_index } | Operator::ReturnCall { function_index } => Some(*function_index),
        _ => None,
    }
}

/// Its end is not reached, and nothing before leaves it.
fn never_returns(code: &[Operator]) -> bool {
    let [.., Operator::Unreachable, Operator::End] = code else {
        return false;
    };
    let mut depth = 0_u32;
    code.iter().all(|operator| {
        let stays = |label: u32| label != depth;
        match operator {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => depth += 1,
            Operator::End => depth = depth.saturating_sub(1),
            Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => {
                return stays(*relative_depth);
            }
            Operator::BrTable { targets } => {
                let mut labels = targets.targets();
                return stays(targets.default()) && labels.all(|label| label.is_ok_and(stays));
            }
            Operator::I32Const { .. } | Operator::Call { .. } | Operator::Unreachable => {}
            other => return !leaves(other),
        }
        true
    })
}

/// Ways out that this file does not follow.
fn leaves(operator: &Operator) -> bool {
    use Operator as Op;
    matches!(
        operator,
        Op::Return
            | Op::ReturnCall { .. }
            | Op::ReturnCallIndirect { .. }
            | Op::ReturnCallRef { .. }
            | Op::BrOnNull { .. }
            | Op::BrOnNonNull { .. }
            | Op::BrOnCast { .. }
            | Op::BrOnCastFail { .. }
            | Op::Try { .. }
            | Op::TryTable { .. }
            | Op::Throw { .. }
            | Op::ThrowRef
            | Op::Rethrow { .. }
            | Op::Delegate { .. }
    )
}

#[cfg(test)]
mod tests {
    use wasmparser::BlockType;

    use super::*;

    #[test]
    fn a_function_that_ends_in_a_trap_and_is_left_nowhere_never_returns() {
        let block = || Operator::Block {
            blockty: BlockType::Empty,
        };
        let br = |relative_depth| Operator::Br { relative_depth };
        let trap = || Operator::Unreachable;
        for (code, expected) in [
            (vec![trap(), Operator::End], true),
            (
                vec![Operator::Call { function_index: 0 }, trap(), Operator::End],
                true,
            ),
            (vec![Operator::End], false),
            (vec![Operator::Nop, Operator::End], false),
            // Out of a block, but not out of the function.
            (vec![block(), br(0), Operator::End, trap(), Operator::End], true),
            (vec![block(), br(1), Operator::End, trap(), Operator::End], false),
            (
                vec![
                    block(),
                    Operator::End,
                    Operator::BrIf { relative_depth: 0 },
                    trap(),
                    Operator::End,
                ],
                false,
            ),
            (
                vec![block(), Operator::Return, Operator::End, trap(), Operator::End],
                false,
            ),
        ] {
            assert_eq!(never_returns(&code), expected, "{code:?}");
        }
    }
}
