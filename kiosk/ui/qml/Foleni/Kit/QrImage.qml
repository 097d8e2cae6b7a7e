import QtQuick

// A code to be read by a phone or a scanner: black on white in any theme, whole pixels, a quiet zone of 4 modules.
Rectangle {
    id: qr

    property string text
    // What assistive technology calls it: nobody wants its letters read.
    property string name
    property real sizeMm: 36

    implicitWidth: Theme.mm(sizeMm)
    implicitHeight: implicitWidth
    color: "#FFFFFF"
    Accessible.role: Accessible.Graphic
    Accessible.name: qr.name

    Image {
        anchors.fill: parent
        source: qr.text === "" ? "" : "image://qr/" + encodeURIComponent(qr.text)
        sourceSize: Qt.size(qr.width, qr.width)
        fillMode: Image.Pad
        smooth: false
        Accessible.ignored: true
    }
}
