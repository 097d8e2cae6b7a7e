import QtQuick
import QtQuick.Templates as T

// Stands around what the keyboard is on, with a gap, so that it shows on any ground.
Rectangle {
    id: ring

    required property Item around
    property real cornerRadius: Theme.radius
    readonly property int reach: Theme.ringWidth + Math.max(2, Theme.mm(0.5))

    anchors.fill: parent
    anchors.margins: -ring.reach
    visible: (ring.around as T.AbstractButton)?.visualFocus ?? false
    color: "transparent"
    radius: ring.cornerRadius + ring.reach
    border.color: Theme.focus
    border.width: Theme.ringWidth
}
