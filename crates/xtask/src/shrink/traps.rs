//! A panic becomes a trap. Its message, the code that would format it and the place it would name go with it: a quarter
//! of the data and a tenth of the code, which nobody has ever seen (see `panics`).
//!
//! Only what provably nothing refers to any more is emptied, by the linker's own relocations. Such data becomes zeros,
//! which cost nothing, such a function loses its place in the table, and dead code is wasm-opt's.

use std::collections::HashSet;
use std::ops::Range;

use anyhow::{Context, Result};
use wasm_encoder::{CodeSection, ConstExpr, ElementSection, Elements, Module, RawSection};
use wasmparser::{KnownCustom, Operator, Parser, Payload};

use super::linked::{Linked, Target, instructions};
use super::panics::{called, find};

const UNREACHABLE: u8 = 0x00;
/// No locals, `unreachable`, the end.
const TRAP: [u8; 3] = [0x00, UNREACHABLE, 0x0b];

/// The module without panics, and without the exports of those names.
pub(super) fn without_panics(module: &[u8], unused: &HashSet<String>) -> Result<Vec<u8>> {
    let linked = Linked::read(module)?;
    let panics = find(&linked)?;
    let trap = *panics.iter().min().context("nothing in the module panics")?;
    let codes = linked
        .bodies
        .iter()
        .zip(linked.imported..)
        .map(|(body, function)| {
            if panics.contains(&function) {
                Ok(Code::default())
            } else {
                Code::without_panics(&instructions(body)?, &panics)
            }
        });
    let codes: Vec<Code> = codes.collect::<Result<_>>()?;
    let live = Live::find(&linked, &codes, unused);

    let mut bytes = module.to_vec();
    live.empty_data(&linked, &mut bytes);
    write(&bytes, &linked, &codes, &live.table(&linked, trap))
}

/// What stays of a body: the pieces of it between traps.
#[derive(Default)]
struct Code {
    pieces: Vec<Range<usize>>,
    calls: Vec<u32>,
}

impl Code {
    /// A call of a panic becomes a trap, and with it all that only led there.
    fn without_panics(code: &[(Operator, Range<usize>)], panics: &HashSet<u32>) -> Result<Self> {
        let mut stays = vec![true; code.len()];
        for (at, (operator, _)) in code.iter().enumerate() {
            if called(operator).is_some_and(|function| panics.contains(&function)) {
                let leading = code[..at]
                    .iter()
                    .rev()
                    .take_while(|(operator, _)| is_silent(operator));
                stays[at - leading.count()..=at].fill(false);
            }
        }
        let mut kept = Self::default();
        for ((operator, place), _) in code.iter().zip(stays).filter(|(_, stays)| *stays) {
            kept.calls.extend(called(operator));
            match kept.pieces.last_mut() {
                Some(last) if last.end == place.start => last.end = place.end,
                _ => kept.pieces.push(place.clone()),
            }
        }
        Ok(kept)
    }

    /// As it stands in the module; a trap stands where a piece is missing.
    fn write(&self, module: &[u8], body: Range<usize>, instructions: usize) -> Vec<u8> {
        if self.pieces.is_empty() {
            return TRAP.to_vec();
        }
        let mut code = module[body.start..instructions].to_vec();
        let mut written = instructions;
        for piece in &self.pieces {
            if written < piece.start {
                code.push(UNREACHABLE);
            }
            code.extend_from_slice(&module[piece.clone()]);
            written = piece.end;
        }
        code
    }
}

/// Nobody sees whether it was done when a trap follows at once: it computes, or writes to memory or a global, which
/// nobody reads any more. Whatever calls, branches or bounds a block is not silent.
fn is_silent(operator: &Operator) -> bool {
    use Operator as Op;
    matches!(
        operator,
        Op::I32Const { .. }
            | Op::I64Const { .. }
            | Op::F64Const { .. }
            | Op::LocalGet { .. }
            | Op::LocalSet { .. }
            | Op::LocalTee { .. }
            | Op::GlobalGet { .. }
            | Op::GlobalSet { .. }
            | Op::I32Load { .. }
            | Op::I32Load8U { .. }
            | Op::I64Load { .. }
            | Op::I32Store { .. }
            | Op::I32Store8 { .. }
            | Op::I64Store { .. }
            | Op::I32Load8S { .. }
            | Op::I32Load16U { .. }
            | Op::I32Store16 { .. }
            | Op::I64Load8U { .. }
            | Op::I64Load32U { .. }
            | Op::I64Store32 { .. }
            | Op::I32Add
            | Op::I32Sub
            | Op::I32Mul
            | Op::I32And
            | Op::I32Or
            | Op::I32Xor
            | Op::I32Shl
            | Op::I32ShrU
            | Op::I32Eqz
            | Op::I32Eq
            | Op::I32Ne
            | Op::I32GtU
            | Op::I32LtU
            | Op::I64Add
            | Op::I64Sub
            | Op::I64And
            | Op::I64Or
            | Op::I64Shl
            | Op::I64ShrU
            | Op::I64ExtendI32U
            | Op::I64ExtendI32S
            | Op::I32WrapI64
            | Op::Select
            | Op::Drop
            | Op::Nop
    )
}

/// What is reached from the exports that are used.
#[derive(Default)]
struct Live {
    targets: HashSet<Target>,
    /// Functions that are called by address.
    by_address: HashSet<u32>,
}

impl Live {
    fn find(linked: &Linked, codes: &[Code], unused: &HashSet<String>) -> Self {
        let mut live = Self::default();
        let exports = linked
            .roots
            .iter()
            .filter(|(name, _)| !unused.contains(in_glue(name)));
        let mut open: Vec<_> = exports.map(|(_, function)| Target::Function(*function)).collect();
        let kept = linked.data.iter().enumerate().filter(|(_, datum)| datum.is_kept);
        open.extend(kept.map(|(at, _)| Target::Datum(at)));
        while let Some(target) = open.pop() {
            if !live.targets.insert(target) {
                continue;
            }
            let places = match target {
                Target::Datum(at) => std::slice::from_ref(&linked.data[at].bytes),
                Target::Function(function) => match linked.body_of(function) {
                    Some(body) => {
                        open.extend(codes[body].calls.iter().copied().map(Target::Function));
                        codes[body].pieces.as_slice()
                    }
                    None => &[],
                },
            };
            for target in places.iter().flat_map(|place| linked.references(place.clone())) {
                if let Target::Function(function) = target {
                    live.by_address.insert(function);
                }
                open.push(target);
            }
        }
        live
    }

    /// The table; a trap stands where nobody calls.
    fn table(&self, linked: &Linked, trap: u32) -> Vec<u32> {
        let functions = linked.table.1.iter();
        functions
            .map(|function| {
                if self.by_address.contains(function) {
                    *function
                } else {
                    trap
                }
            })
            .collect()
    }

    fn empty_data(&self, linked: &Linked, module: &mut [u8]) {
        let mut is_live = vec![false; module.len()];
        for (at, datum) in linked.data.iter().enumerate() {
            if self.targets.contains(&Target::Datum(at)) {
                is_live[datum.bytes.clone()].fill(true);
            }
        }
        for at in linked.data.iter().flat_map(|datum| datum.bytes.clone()) {
            if !is_live[at] {
                module[at] = 0;
            }
        }
    }
}

/// An export's name as the glue will have it. Until then a hash of its crate stands behind it; and what only describes an
/// export to wasm-bindgen goes with it.
fn in_glue(export: &str) -> &str {
    let name = export.strip_prefix("__wbindgen_describe_").unwrap_or(export);
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|octet| octet.is_ascii_hexdigit());
    match name.rsplit_once('_') {
        Some((name, part)) if is_hash(part) => name,
        _ => name,
    }
}

fn write(module: &[u8], linked: &Linked, codes: &[Code], table: &[u32]) -> Result<Vec<u8>> {
    let mut written = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        match &payload {
            Payload::ElementSection(_) => {
                let mut elements = ElementSection::new();
                let first = ConstExpr::i32_const(linked.table.0);
                elements.active(None, &first, Elements::Functions(table.into()));
                written.section(&elements);
            }
            Payload::CodeSectionStart { .. } => {
                let mut section = CodeSection::new();
                for (body, code) in linked.bodies.iter().zip(codes) {
                    let whole = body.range().start.try_into()?..body.range().end.try_into()?;
                    let instructions = body.get_operators_reader()?.original_position().try_into()?;
                    section.raw(&code.write(module, whole, instructions));
                }
                written.section(&section);
            }
            // They were true of the module as it was.
            Payload::CustomSection(section)
                if matches!(
                    section.as_known(),
                    KnownCustom::Linking(_) | KnownCustom::Reloc(_)
                ) => {}
            other => {
                if let Some((id, content)) = other.as_section() {
                    let content = content.start.try_into()?..content.end.try_into()?;
                    written.section(&RawSection {
                        id,
                        data: &module[content],
                    });
                }
            }
        }
    }
    Ok(written.finish())
}

#[cfg(test)]
mod tests;
