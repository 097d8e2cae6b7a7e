pragma ComponentBehavior: Bound
import QtQuick
import Foleni.Backend
import Foleni.Kit

// The printer's front with its slot, the slip that comes out of it, and the earlier ones beneath.
Rectangle {
    id: out

    required property PaperTray paper
    required property string empty
    required property bool trouble

    // As wide as the tray, unless the slip is so long that its end would not be seen.
    readonly property int room: height - slot.y - slot.height - Theme.mm(8)
    readonly property int slipWidth: Math.round(Math.min(width - Theme.mm(10), room / paper.ratio))
    readonly property int slipHeight: Math.round(slipWidth * paper.ratio)

    color: Theme.hairline

    Line {
        anchors.centerIn: parent
        width: parent.width - Theme.mm(24)
        visible: out.paper.newest === 0
        say: out.empty
        color: Theme.ink2
        horizontalAlignment: Text.AlignHCenter
    }
    Item {
        anchors.top: slot.verticalCenter
        anchors.bottom: parent.bottom
        width: parent.width
        clip: true

        Repeater {
            // The older a slip, the lower it lies and the further it sticks out.
            model: Math.max(0, Math.min(3, out.paper.newest - 1))

            Slip {
                required property int index

                number: out.paper.newest - 1 - index
                z: -1 - index
                y: Theme.mm(9 + 5 * index)
                rotation: (number % 2 === 0 ? 1 : -1) * (1.2 + number % 3)
            }
        }
        Slip {
            id: newest
            number: out.paper.newest
            visible: number > 0
        }
    }
    Rectangle {
        id: front
        width: parent.width
        height: Theme.mm(24)
        color: Theme.ink

        Icon {
            anchors.left: parent.left
            anchors.leftMargin: Theme.mm(6)
            anchors.verticalCenter: parent.verticalCenter
            name: out.trouble ? "printer-x" : "printer"
            color: Theme.paper
            sizeMm: 11
        }
        Rectangle {
            anchors.right: parent.right
            anchors.rightMargin: Theme.mm(8)
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.mm(5)
            height: width
            radius: width / 2
            color: out.trouble ? Theme.amber : Theme.greenLight
        }
    }
    Rectangle {
        id: slot
        anchors.top: front.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        width: parent.width - Theme.mm(4)
        height: Theme.mm(4)
        radius: height / 2
        color: Theme.ink
    }
    NumberAnimation {
        id: feed
        target: newest
        property: "y"
        from: -out.slipHeight
        to: Theme.mm(3)
        duration: Theme.motion(900)
        easing.type: Easing.Linear
    }
    Connections {
        target: out.paper

        function onChanged(): void {
        feed.restart();
    }
    }

        component Slip: Image {
            required property int number

            anchors.horizontalCenter: parent.horizontalCenter
            source: number > 0 ? "image://slip/" + number : ""
            sourceSize.width: out.slipWidth
            width: out.slipWidth
            antialiasing: true
            Accessible.role: Accessible.Graphic
            Accessible.name: number
        }
    }
