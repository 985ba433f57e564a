//! A module as the linker wrote it with `--emit-relocs`: which instruction and which word of data refers to what. It is
//! the only proof there is of what nothing refers to: in a finished module an address is a number among others.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExternalKind, FunctionBody, KnownCustom, Linking,
    Operator, Parser, Payload, RelocSectionReader, RelocationType, SymbolFlags, SymbolInfo, TypeRef,
};

/// For rustc: the linker is to write its relocations.
pub(crate) const FLAG: &str = "-Clink-arg=--emit-relocs";

/// What can be referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// By its number in the module.
    Function(u32),
    /// By its place in [`Linked::data`].
    Datum(usize),
}

/// A stretch of the data section that has a symbol of its own. Several may have the same bytes.
pub(super) struct Datum {
    /// In the file.
    pub(super) bytes: Range<usize>,
    /// The linker was told to keep it, used or not.
    pub(super) is_kept: bool,
}

#[derive(Default)]
pub(super) struct Linked<'module> {
    /// How many functions come from outside. They have the first numbers.
    pub(super) imported: u32,
    /// Exported functions, and the one that starts.
    pub(super) roots: Vec<(&'module str, u32)>,
    /// From the first function that is not imported.
    pub(super) bodies: Vec<FunctionBody<'module>>,
    /// Functions that are called by address: the first address, and which is at each.
    pub(super) table: (i32, Vec<u32>),
    pub(super) data: Vec<Datum>,
    /// By place in the file. Direct calls are not among them.
    references: BTreeMap<usize, Target>,
}

/// What is read before it can be put together.
#[derive(Default)]
struct Parts<'module> {
    /// Where each section's content begins.
    sections: Vec<usize>,
    segments: Vec<Range<usize>>,
    symbols: Vec<SymbolInfo<'module>>,
    relocations: Vec<RelocSectionReader<'module>>,
}

impl<'module> Linked<'module> {
    pub(super) fn read(module: &'module [u8]) -> Result<Self> {
        let (mut linked, mut parts) = (Self::default(), Parts::default());
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            if let Some((_, content)) = payload.as_section() {
                parts.sections.push(content.start.try_into()?);
            }
            linked.take(payload, &mut parts)?;
        }
        ensure!(
            !parts.relocations.is_empty(),
            "the module was not linked with --emit-relocs"
        );
        let targets = linked.targets(&parts)?;
        let ends = linked.data.iter().map(|datum| datum.bytes.end);
        ensure!(
            ends.max() <= Some(module.len()),
            "a symbol ends outside of the module"
        );
        for reader in &parts.relocations {
            linked.resolve(reader, &parts.sections, &targets)?;
        }
        Ok(linked)
    }

    fn take(&mut self, payload: Payload<'module>, parts: &mut Parts<'module>) -> Result<()> {
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    self.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.roots.push((export.name, export.index));
                    }
                }
            }
            Payload::StartSection { func, .. } => self.roots.push(("", func)),
            Payload::ElementSection(segments) => {
                ensure!(segments.count() == 1, "the table has not one segment");
                for segment in segments {
                    let segment = segment?;
                    let (ElementKind::Active { offset_expr, .. }, ElementItems::Functions(functions)) =
                        (segment.kind, segment.items)
                    else {
                        bail!("the table's segment is no list of functions");
                    };
                    self.table = (
                        constant(&offset_expr)?,
                        functions.into_iter().collect::<Result<_, _>>()?,
                    );
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(segments) => {
                for segment in segments {
                    let segment = segment?;
                    ensure!(
                        matches!(segment.kind, DataKind::Active { .. }),
                        "a segment is copied by hand"
                    );
                    let end = usize::try_from(segment.range.end)?;
                    parts.segments.push(end - segment.data.len()..end);
                }
            }
            Payload::CustomSection(section) => match section.as_known() {
                KnownCustom::Linking(reader) => {
                    for subsection in reader.subsections() {
                        if let Linking::SymbolTable(symbols) = subsection? {
                            parts.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                        }
                    }
                }
                KnownCustom::Reloc(reader) => parts.relocations.push(reader),
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    /// What each symbol stands for, as far as it can fall away. The data is gathered on the way.
    fn targets(&mut self, parts: &Parts) -> Result<Vec<Option<Target>>> {
        let mut targets = Vec::new();
        for symbol in &parts.symbols {
            targets.push(match *symbol {
                SymbolInfo::Func { index, .. } => Some(Target::Function(index)),
                SymbolInfo::Data {
                    flags,
                    symbol: Some(place),
                    ..
                } if !flags.contains(SymbolFlags::ABSOLUTE) => {
                    // What is all zeros has no segment in the file.
                    parts.segments.get(place.index as usize).map(|segment| {
                        let start = segment.start + place.offset as usize;
                        self.data.push(Datum {
                            bytes: start..start + place.size as usize,
                            is_kept: flags.intersects(SymbolFlags::NO_STRIP | SymbolFlags::EXPORTED),
                        });
                        Target::Datum(self.data.len() - 1)
                    })
                }
                _ => None,
            });
        }
        Ok(targets)
    }

    fn resolve(
        &mut self,
        reader: &RelocSectionReader<'module>,
        sections: &[usize],
        targets: &[Option<Target>],
    ) -> Result<()> {
        use RelocationType as Kind;
        let section = sections.get(reader.section_index() as usize);
        let section = *section.context("a section with relocations is not there")?;
        for relocation in reader.entries() {
            let relocation = relocation?;
            match relocation.ty {
                // Direct calls say whom they call; types, globals and tables stay.
                Kind::FunctionIndexLeb | Kind::TypeIndexLeb | Kind::GlobalIndexLeb | Kind::TableNumberLeb => {
                }
                Kind::TableIndexSleb
                | Kind::TableIndexI32
                | Kind::MemoryAddrLeb
                | Kind::MemoryAddrSleb
                | Kind::MemoryAddrI32 => {
                    let target = targets.get(relocation.index as usize);
                    if let Some(target) = target.context("a relocation names no symbol")? {
                        self.references
                            .insert(section + relocation.offset as usize, *target);
                    }
                }
                other => bail!("a kind of relocation that was not thought of: {other:?}"),
            }
        }
        Ok(())
    }

    /// What is referred to between two places of the file.
    pub(super) fn references(&self, place: Range<usize>) -> impl Iterator<Item = Target> {
        self.references.range(place).map(|(_, target)| *target)
    }

    /// Where a function's body is in [`Self::bodies`], if it is not imported.
    pub(super) fn body_of(&self, function: u32) -> Option<usize> {
        Some(function.checked_sub(self.imported)? as usize)
    }
}

/// A body's instructions and where in the file they are.
pub(super) fn instructions<'module>(
    body: &FunctionBody<'module>,
) -> Result<Vec<(Operator<'module>, Range<usize>)>> {
    let mut all = Vec::<(Operator, Range<usize>)>::new();
    for instruction in body.get_operators_reader()?.into_iter_with_offsets() {
        let (operator, start) = instruction?;
        let start = usize::try_from(start)?;
        if let Some((_, before)) = all.last_mut() {
            before.end = start;
        }
        all.push((operator, start..body.range().end.try_into()?));
    }
    Ok(all)
}

fn constant(expression: &ConstExpr) -> Result<i32> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value),
        _ => bail!("the table does not begin at a constant"),
    }
}
