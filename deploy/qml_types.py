"""What QML may know of the Python screens, written down for the QML tools.

The types come from the running meta-objects, so inherited, aliased and constant properties
are told as Qt sees them; only the decorators, which leave no trace there, are read from the source.
"""

import ast
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from PySide6.QtCore import QByteArray, QMetaEnum, QMetaMethod, QMetaObject, QMetaProperty, QObject


class ImportNameError(Exception):
    """The modules do not agree on one QML_IMPORT_NAME."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QmlType:
    """A Python QObject and what its decorators say; without a `name` QML cannot name it."""

    python: type[QObject]
    name: str | None
    creatable: bool
    singleton: bool


def write_types(root: Path, package: str, target: Path) -> int:
    """Write a QML module with the types of every Python module of `package` below `target`.

    `root` is the folder that holds the package. Returns the number of types.
    Raises ImportNameError.
    """
    folder = root.joinpath(*package.split("."))
    files = [file for file in sorted(folder.rglob("*.py")) if file.name != "__init__.py"]
    modules = [
        importlib.import_module(".".join(file.relative_to(root).with_suffix("").parts))
        for file in files
    ]
    names = {m.QML_IMPORT_NAME for m in modules if hasattr(m, "QML_IMPORT_NAME")}
    if not names:
        return 0
    if len(names) > 1:
        raise ImportNameError(f"QML_IMPORT_NAME must be one name, not {sorted(names)}")
    import_name: str = names.pop()
    types = [qml_type for module in modules for qml_type in _types_of(module)]
    home = target.joinpath(*import_name.split("."))
    home.mkdir(parents=True, exist_ok=True)
    body = "".join(line for qml_type in types for line in _component(qml_type, import_name))
    (home / "types.qmltypes").write_text(f"import QtQuick.tooling 1.2\nModule {{\n{body}}}\n")
    (home / "qmldir").write_text(
        f"module {import_name}\ntypeinfo types.qmltypes\ndepends QtQuick auto\n"
    )
    return len(types)


def _types_of(module: ModuleType) -> Iterator[QmlType]:
    for node in ast.parse(inspect.getsource(module)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        python = getattr(module, node.name)
        if not issubclass(python, QObject):
            continue
        decorators = dict(_decorator(each) for each in node.decorator_list)
        named = decorators.get("QmlNamedElement")
        yield QmlType(
            python=python,
            name=named or (node.name if "QmlElement" in decorators else None),
            creatable="QmlUncreatable" not in decorators,
            singleton="QmlSingleton" in decorators,
        )


def _decorator(node: ast.expr) -> tuple[str, str | None]:
    """Return the decorator's name and its first argument, when that is a string."""
    if not isinstance(node, ast.Call):
        return ast.unparse(node), None
    match node.args:
        case [ast.Constant(value=str(value)), *_]:
            return ast.unparse(node.func), value
        case _:
            return ast.unparse(node.func), None


def _component(qml_type: QmlType, import_name: str) -> Iterator[str]:
    # The stubs lack this attribute of every QObject class.
    meta: QMetaObject = qml_type.python.staticMetaObject  # type: ignore[attr-defined]
    base = meta.superClass()
    yield f'Component {{\nname: "{_text(meta.className())}"\naccessSemantics: "reference"\n'
    if base is not None:
        yield f'prototype: "{_text(base.className())}"\n'
    if qml_type.name is not None:
        yield f'exports: ["{import_name}/{qml_type.name} 1.0"]\nexportMetaObjectRevisions: [256]\n'
    if not qml_type.creatable:
        yield "isCreatable: false\n"
    if qml_type.singleton:
        yield "isSingleton: true\n"
    yield from (
        _enum(meta.enumerator(i)) for i in range(meta.enumeratorOffset(), meta.enumeratorCount())
    )
    yield from (
        _property(meta.property(i)) for i in range(meta.propertyOffset(), meta.propertyCount())
    )
    yield from (_method(meta.method(i)) for i in range(meta.methodOffset(), meta.methodCount()))
    yield "}\n"


def _enum(enum: QMetaEnum) -> str:
    keys = ", ".join(f'"{_text(enum.key(i))}"' for i in range(enum.keyCount()))
    parts = [f'name: "{_text(enum.name())}"', f"values: [{keys}]"]
    if enum.isScoped():
        parts.append("isScoped: true")
    return _block("Enum", parts)


def _property(prop: QMetaProperty) -> str:
    parts = [f'name: "{_text(prop.name())}"', *_type(_text(prop.typeName()))]
    if prop.hasNotifySignal():
        parts.append(f'notify: "{_text(prop.notifySignal().name())}"')
    if not prop.isWritable():
        parts.append("isReadonly: true")
    if prop.isConstant():
        parts.append("isPropertyConstant: true")
    if prop.isFinal():
        parts.append("isFinal: true")
    return _block("Property", parts)


def _method(method: QMetaMethod) -> str:
    parts = [f'name: "{_text(method.name())}"']
    returned = _text(method.typeName())
    if returned != "void":
        parts += _type(returned)
    names = [_text(name) or f"a{i}" for i, name in enumerate(method.parameterNames(), 1)]
    for name, type_name in zip(names, method.parameterTypes(), strict=True):
        parts.append(_block("Parameter", [f'name: "{name}"', *_type(_text(type_name))]))
    signal = method.methodType() == QMetaMethod.MethodType.Signal
    return _block("Signal" if signal else "Method", parts)


def _type(type_name: str) -> list[str]:
    bare = type_name.removesuffix("*")
    return [f'type: "{bare}"'] + (["isPointer: true"] if bare != type_name else [])


def _block(kind: str, parts: list[str]) -> str:
    inner = "\n".join(parts)
    return f"{kind} {{\n{inner}\n}}\n"


def _text(value: object) -> str:
    """Return the text of what Qt gives as str, bytes or QByteArray, whatever its stubs say."""
    match value:
        case str():
            return value
        case QByteArray():
            return bytes(value.data()).decode()
        case bytes():
            return value.decode()
        case _:
            raise TypeError(type(value))
