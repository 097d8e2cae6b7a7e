pragma ComponentBehavior: Bound
import QtQuick
import Foleni.Backend
import Foleni.Kit

// Calls one under the other from `from` on: number, arrow, counter. `dimmed` when they are no longer known to hold.
Item {
    id: list

    required property BoardScreen board
    property int from: 1
    property bool dimmed: false
    readonly property var sizes: board.callSizes
    readonly property int pad: Theme.mm(sizes.pad)
    readonly property int rowHeight: Theme.mm(sizes.row_height)

    Repeater {
        model: list.board.calls

        Rectangle {
            id: row

            required property int index
            required property string number
            required property string counter
            required property bool fresh
            readonly property int place: index - list.from

            objectName: "call-" + place
            visible: place >= 0 && (place + 1) * height <= list.height + height / 2
            y: place * height
            width: list.width
            height: list.rowHeight
            color: fresh && !list.dimmed ? Theme.greenLight : "transparent"

            Item {
                anchors.fill: parent
                opacity: list.dimmed ? 0.4 : 1

                Figures {
                    id: number
                    objectName: "number"
                    x: Math.round(list.pad * 0.9)
                    anchors.verticalCenter: parent.verticalCenter
                    say: row.number
                    capMm: list.sizes.row
                }
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    x: Math.round((number.x + number.width + chip.x - width) / 2)
                    name: "arrow-right"
                    color: Theme.ink2
                    sizeMm: list.sizes.pad * 0.9
                }
                Rectangle {
                    id: chip
                    anchors.right: parent.right
                    anchors.rightMargin: Math.round(list.pad * 0.73)
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.mm(list.sizes.chip_width)
                    height: Math.round(parent.height * 0.83)
                    radius: Math.round(list.pad * 0.5)
                    color: list.dimmed ? Theme.hairline : Theme.amber

                    Figures {
                        anchors.centerIn: parent
                        say: row.counter
                        color: Theme.inkOnAmber
                        capMm: list.sizes.row
                    }
                }
            }
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: Math.max(2, Math.round(list.pad * 0.05))
                color: Theme.edge
            }
        }
    }
}
