import QtQuick

// A Lucide icon in one colour; decoration for assistive technology, whose words stand beside it.
Image {
    id: icon

    property string name
    property real sizeMm: 9
    property color color: Theme.accent

    readonly property int sidePx: Theme.mm(icon.sizeMm)

    source: icon.name === "" ? "" : "image://icon/" + icon.name + "/" + icon.color.toString().slice(
                                   -6)
    sourceSize: Qt.size(icon.sidePx, icon.sidePx)
    width: icon.sidePx
    height: icon.sidePx
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}
