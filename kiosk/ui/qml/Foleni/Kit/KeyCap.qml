import QtQuick

// The key of a keyboard that does the same as the button it stands on.
Rectangle {
    id: cap

    required property string key
    property color ink: Theme.ink
    property real capMm: 3

    implicitWidth: Math.max(implicitHeight, words.implicitWidth + Theme.mm(cap.capMm))
    implicitHeight: words.implicitHeight + Theme.mm(cap.capMm * 0.5)
    radius: Theme.mm(cap.capMm * 0.5)
    color: "transparent"
    border.color: cap.ink
    border.width: Theme.hairWidth
    Accessible.ignored: true

    Line {
        id: words
        anchors.centerIn: parent
        say: cap.key
        color: cap.ink
        capMm: cap.capMm
        weight: Font.DemiBold
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
