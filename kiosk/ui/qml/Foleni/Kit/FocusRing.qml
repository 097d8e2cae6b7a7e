import QtQuick
import QtQuick.Templates as T

// Stands around what the keyboard is on: a line and a lighter one inside it, so that it shows on any ground.
Rectangle {
    id: ring

    required property Item around
    property real cornerRadius: Theme.radius
    readonly property int halo: Math.max(3, Theme.mm(0.75))
    readonly property int reach: Theme.ringWidth + ring.halo

    anchors.fill: parent
    anchors.margins: -ring.reach
    visible: (ring.around as T.AbstractButton)?.visualFocus ?? false
    color: "transparent"
    radius: ring.cornerRadius + ring.reach
    border.color: Theme.focus
    border.width: Theme.ringWidth

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.ringWidth
        color: "transparent"
        radius: ring.cornerRadius + ring.halo
        border.color: Theme.paper
        border.width: ring.halo
    }
}
