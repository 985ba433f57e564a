//! One small module as a linker would write it: `main` shows a text, or panics; an export that nobody uses has texts and
//! functions of its own.

use wasm_encoder::{
    ConstExpr, CustomSection, DataSection, ElementSection, Elements, ExportKind, ExportSection,
    FunctionSection, ImportSection, LinkingSection, MemorySection, MemoryType, RefType, SymbolTable,
    TableSection, TableType, TypeSection, ValType,
};

use super::*;

/// `show` is imported and has number 0.
const SHOW: u32 = 0;
const PANIC: u32 = 1;
const MAIN: u32 = 2;
const CALLBACK: u32 = 3;
const FORMATTER: u32 = 4;
const UNUSED: u32 = 5;

/// Name and content, in the order of their symbols. A word of `vtable` and of `format` refers to a function.
const DATA: [(&str, &[u8]); 5] = [
    ("text", b"shown"),
    ("vtable", &[1, 0, 0, 0]),
    ("message", b"went wrong"),
    ("format", &[2, 0, 0, 0]),
    ("unused", b"unused"),
];

const CODE: u32 = 7;
const DATA_SECTION: u32 = 8;

/// One of the kinds of relocation, by its number in the format.
const TABLE_INDEX: u8 = 2;
const ADDRESS: u8 = 4;

/// A function's code with what it refers to.
#[derive(Default)]
struct Body {
    code: Vec<u8>,
    /// Where, and which of the data.
    references: Vec<(usize, usize)>,
}

impl Body {
    fn new() -> Self {
        // No locals.
        Self {
            code: vec![0],
            references: Vec::new(),
        }
    }

    fn op(mut self, code: &[u8]) -> Self {
        self.code.extend_from_slice(code);
        self
    }

    /// `i32.const` with an address that the linker filled in: five bytes whatever it is.
    fn address(self, datum: usize) -> Self {
        let mut body = self.op(&[0x41]);
        body.references.push((body.code.len(), datum));
        body.op(&[0x80, 0x80, 0x80, 0x80, 0x00])
    }

    fn call(self, function: u32) -> Self {
        self.op(&[0x10, function as u8])
    }
}

fn module() -> Vec<u8> {
    let bodies = [
        // panic: the message, nobody reads it
        Body::new().address(2).op(&[0x1a, 0x00, 0x0b]),
        // main: block, 1, br_if 0, (the format), call panic, unreachable, end, (the text), call show, (the vtable), drop, end
        Body::new()
            .op(&[0x02, 0x40, 0x41, 1, 0x0d, 0])
            .address(3)
            .call(PANIC)
            .op(&[0x00, 0x0b])
            .address(0)
            .call(SHOW)
            .address(1)
            .op(&[0x1a, 0x0b]),
        // callback
        Body::new().op(&[0x01, 0x0b]),
        // formatter
        Body::new().op(&[0x01, 0x01, 0x0b]),
        // unused
        Body::new().address(4).call(SHOW).op(&[0x0b]),
    ];
    let mut module = Module::new();
    let mut types = TypeSection::new();
    types.ty().function([], []);
    types.ty().function([ValType::I32], []);
    let mut imports = ImportSection::new();
    imports.import("page", "show", wasm_encoder::EntityType::Function(1));
    let mut functions = FunctionSection::new();
    for ty in [1, 0, 0, 0, 0] {
        functions.function(ty);
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 3,
        maximum: None,
        shared: false,
    });
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut exports = ExportSection::new();
    exports.export("main", ExportKind::Func, MAIN);
    exports.export("unused", ExportKind::Func, UNUSED);
    let mut elements = ElementSection::new();
    let table: &[u32] = &[CALLBACK, FORMATTER];
    elements.active(None, &ConstExpr::i32_const(1), Elements::Functions(table.into()));
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&tables)
        .section(&memories);
    module.section(&exports).section(&elements);

    // Places within a section begin behind its length: after the count, and after each body's own length.
    let (mut code, mut at, mut code_references) = (CodeSection::new(), 1, Vec::new());
    for body in &bodies {
        at += 1;
        code_references.extend(
            body.references
                .iter()
                .map(|(place, datum)| (ADDRESS, at + place, *datum as u8)),
        );
        code.raw(&body.code);
        at += body.code.len();
    }
    let content = DATA.map(|(_, content)| content).concat();
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(0), content.iter().copied());
    module.section(&code).section(&data);

    let (mut symbols, mut offset) = (SymbolTable::new(), 0);
    // Count, kind, i32.const 0, end, length.
    let (first, mut data_references) = (6, Vec::new());
    for (name, content) in DATA {
        let symbol = wasm_encoder::DataSymbolDefinition {
            index: 0,
            offset,
            size: content.len() as u32,
        };
        symbols.data(0, name, Some(symbol));
        let function = [("vtable", 0), ("format", 1)]
            .into_iter()
            .find(|(of, _)| *of == name);
        data_references
            .extend(function.map(|(_, f)| (TABLE_INDEX, first + offset as usize, DATA.len() as u8 + f)));
        offset += content.len() as u32;
    }
    symbols.function(0, CALLBACK, Some("callback"));
    symbols.function(0, FORMATTER, Some("formatter"));
    let mut linking = LinkingSection::new();
    linking.symbol_table(&symbols);
    module.section(&linking);
    for (name, section, references) in [
        ("reloc.CODE", CODE, code_references),
        ("reloc.DATA", DATA_SECTION, data_references),
    ] {
        let mut content = vec![section as u8, references.len() as u8];
        for (kind, place, symbol) in references {
            content.extend([kind, place as u8, symbol]);
            // Only an address has something to be added.
            content.extend((kind == ADDRESS).then_some(0));
        }
        module.section(&CustomSection {
            name: name.into(),
            data: content.into(),
        });
    }
    module.finish()
}

/// What a written module has of each.
fn parts(module: &[u8]) -> (Vec<String>, Vec<u32>, String) {
    let (mut bodies, mut table, mut data) = (Vec::new(), Vec::new(), String::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload.unwrap() {
            Payload::CodeSectionEntry(body) => {
                let code = instructions(&body).unwrap();
                bodies.push(
                    code.iter()
                        .map(|(op, _)| format!("{op:?}"))
                        .collect::<Vec<_>>()
                        .join(" "),
                );
            }
            Payload::ElementSection(segments) => {
                let wasmparser::ElementItems::Functions(functions) =
                    segments.into_iter().next().unwrap().unwrap().items
                else {
                    panic!("no list of functions");
                };
                table = functions.into_iter().map(Result::unwrap).collect();
            }
            Payload::DataSection(segments) => {
                let content = segments.into_iter().next().unwrap().unwrap().data;
                data = String::from_utf8(content.to_vec()).unwrap();
            }
            Payload::CustomSection(section) => panic!("{} is there still", section.name()),
            _ => {}
        }
    }
    (bodies, table, data)
}

#[test]
fn what_only_a_panic_needed_is_gone() {
    let unused = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let kept = "shown\u{1}\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    for (names, end) in [(unused(&[]), "unused"), (unused(&["unused"]), "\0\0\0\0\0\0")] {
        let (bodies, table, data) = parts(&without_panics(&module(), &names).unwrap());
        assert_eq!(bodies[(PANIC - 1) as usize], "Unreachable End");
        assert_eq!(
            bodies[(MAIN - 1) as usize],
            "Block { blockty: Empty } I32Const { value: 1 } BrIf { relative_depth: 0 } Unreachable Unreachable End \
             I32Const { value: 0 } Call { function_index: 0 } I32Const { value: 0 } Drop End"
        );
        assert_eq!(table, [CALLBACK, PANIC], "nobody formats");
        assert_eq!(data, [kept, end].concat());
    }
}

#[test]
fn a_module_without_relocations_is_refused() {
    let error = without_panics(b"\0asm\x01\0\0\0", &HashSet::new()).unwrap_err();
    assert!(error.to_string().contains("--emit-relocs"), "{error}");
}

#[test]
fn an_export_is_known_by_its_name_in_the_glue() {
    for (export, expected) in [
        ("main", "main"),
        ("widget_focus", "widget_focus"),
        ("widget_focus_58a9338f50bce61c", "widget_focus"),
        (
            "__wbindgen_describe_widget_focus_58a9338f50bce61c",
            "widget_focus",
        ),
        ("__wbg_widget_free_58a9338f50bce61c", "__wbg_widget_free"),
        ("widget_58a9338f50bce61z", "widget_58a9338f50bce61z"),
    ] {
        assert_eq!(in_glue(export), expected);
    }
}
