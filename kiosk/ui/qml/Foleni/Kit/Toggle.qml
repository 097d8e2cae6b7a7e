import QtQuick

// A switch. Bind `on` to what is true and answer `chosen`; it never changes itself.
Pressable {
    id: toggle

    readonly property int trackHeight: Theme.mm(18)
    // In high contrast the track stays black: a yellow one would vanish on a yellow banner.
    readonly property color track: on && !Theme.contrast ? Theme.green : Theme.card
    readonly property color knob: !on ? Theme.ink : Theme.contrast ? Theme.green : Theme.inkOnGreen

    implicitWidth: Math.max(Theme.touch, Theme.mm(32))
    implicitHeight: Theme.touch
    cornerRadius: trackHeight / 2
    holds: true
    Accessible.role: Accessible.CheckBox

    background: Rectangle {
        anchors.centerIn: parent
        width: toggle.width
        height: toggle.trackHeight
        radius: height / 2
        color: toggle.track
        border.color: Theme.amberEdge
        border.width: Theme.lineWidth
    }

    contentItem: Item {
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            x: toggle.on ? parent.width - width - Theme.mm(3) : Theme.mm(3)
            width: toggle.trackHeight - 2 * Theme.mm(3)
            height: width
            radius: width / 2
            color: toggle.knob

            Icon {
                anchors.centerIn: parent
                visible: toggle.on
                name: "check"
                color: toggle.track
                sizeMm: 9
            }
            Behavior on x {
                NumberAnimation {
                    duration: Theme.motion(120)
                }
            }
        }
    }
}
