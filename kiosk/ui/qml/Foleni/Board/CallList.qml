pragma ComponentBehavior: Bound
import QtQuick
import Foleni.Backend
import Foleni.Kit

// Calls one under the other from `from` on: number, arrow, counter. `dimmed` when they are no longer known to hold:
// grey, and no amber, which says where to go; never so pale that it could not be read from the last seat.
Item {
    id: list

    required property BoardScreen board
    property int from: 1
    property bool dimmed: false
    // How wide it is, where it has less room than beside the newest call.
    property real narrowed: 1
    readonly property var sizes: board.callSizes
    readonly property int pad: Theme.mm(sizes.pad)
    readonly property int rowHeight: Theme.mm(sizes.row_height)
    readonly property color figures: dimmed ? Theme.ink2 : Theme.ink

    Repeater {
        model: list.board.calls

        Rectangle {
            id: row

            required property int index
            required property string number
            required property string counter
            required property bool fresh
            readonly property int place: index - list.from
            readonly property bool marked: fresh && !list.dimmed

            objectName: "call-" + place
            visible: place >= 0 && (place + 1) * height <= list.height + height / 8
            y: place * height
            width: list.width
            height: list.rowHeight
            color: marked ? Theme.greenLight : "transparent"

            // Pale green alone is not seen by everybody.
            Rectangle {
                visible: row.marked
                width: Math.round(list.pad * 0.5)
                height: parent.height
                color: Theme.green
            }
            Item {
                anchors.fill: parent

                Figures {
                    id: number
                    objectName: "number"
                    x: Math.round(list.pad * 0.9)
                    anchors.verticalCenter: parent.verticalCenter
                    say: row.number
                    color: list.figures
                    capMm: list.sizes.row * list.narrowed
                }
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    x: Math.round((number.x + number.width + chip.x - width) / 2)
                    name: "arrow-right"
                    color: Theme.ink2
                    sizeMm: list.sizes.pad * 0.7
                }
                Rectangle {
                    id: chip
                    objectName: "chip"
                    anchors.right: parent.right
                    anchors.rightMargin: Math.round(list.pad * 0.73)
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.mm(list.sizes.chip_width * list.narrowed)
                    height: Math.round(parent.height * 0.88)
                    radius: Math.round(list.pad * 0.5)
                    color: list.dimmed ? "transparent" : Theme.amber
                    border.color: Theme.edge
                    border.width: list.dimmed ? Math.max(2, Math.round(list.pad * 0.05)) : 0

                    Figures {
                        objectName: "counter"
                        anchors.centerIn: parent
                        say: row.counter
                        color: list.dimmed ? list.figures : Theme.inkOnAmber
                        capMm: list.sizes.row * list.narrowed
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
