import QtQuick

// A switch. Bind `on` to what is true and answer `chosen`; it never changes itself.
Pressable {
    id: toggle

    property bool on: false
    property int trackHeight: Theme.mm(18)

    implicitWidth: Math.max(Theme.touch, Theme.mm(32))
    implicitHeight: Theme.touch
    cornerRadius: trackHeight / 2
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: on

    background: Rectangle {
        anchors.centerIn: parent
        width: toggle.width
        height: toggle.trackHeight
        radius: height / 2
        color: toggle.on ? Theme.green : Theme.card
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
            color: toggle.on ? Theme.inkOnGreen : Theme.ink

            Icon {
                anchors.centerIn: parent
                visible: toggle.on
                name: "check"
                color: Theme.green
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
