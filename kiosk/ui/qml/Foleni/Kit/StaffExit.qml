pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Foleni.Backend

// The staff's PIN pad over any screen. Nothing of it is in the accessibility tree, so nothing of it is spoken.
Item {
    id: exit

    required property StaffDoor door
    required property Words words

    readonly property bool unheard: true
    readonly property bool locked: door.lockedMinutes > 0
    readonly property bool refused: locked || door.wrong
    readonly property string title: locked ? each("staff-exit-locked", {
                                                      minutes: door.lockedMinutes
                                                  }) : each(door.wrong ? "staff-exit-wrong" :
                                                                         "staff-exit-pin", {})

    function each(key: string, more: var): string {
        return exit.words.each(exit.door.languages, key, more);
    }

    anchors.fill: parent
    visible: door.shown
    z: 1000
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        color: Theme.ink
        opacity: 0.6
    }
    // What lies below cannot be touched meanwhile; a touch beside the pad closes it.
    MultiPointTouchArea {
        anchors.fill: parent
        onPressed: exit.door.close()
    }
    T.Pane {
        id: card
        objectName: "staff-card"

        readonly property real keyMm: Math.min(24, Math.max(20, (exit.height / Theme.pxPerMm - 56)
                                                            / 4 - 3))

        anchors.centerIn: parent
        padding: Theme.mm(4)
        implicitWidth: implicitContentWidth + leftPadding + rightPadding
        implicitHeight: implicitContentHeight + topPadding + bottomPadding
        Accessible.ignored: true

        background: Rectangle {
            radius: Theme.radius
            color: Theme.paper
            border.color: Theme.ink
            border.width: Theme.edgeWidth
        }
        contentItem: ColumnLayout {
            spacing: Theme.mm(3)

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.mm(3)

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: Theme.mm(3)

                    Line {
                        Layout.fillWidth: true
                        say: exit.title
                        color: exit.refused ? Theme.red : Theme.ink
                        capMm: 4
                        fixed: true
                        weight: Font.Bold
                        lineHeight: 0.95
                        Accessible.ignored: true
                    }
                    Row {
                        spacing: Theme.mm(2)

                        Repeater {
                            model: 8

                            Rectangle {
                                required property int index
                                width: Theme.mm(4)
                                height: width
                                radius: width / 2
                                color: index < exit.door.typed ? Theme.ink : Theme.paper
                                border.color: Theme.edge
                                border.width: Theme.edgeWidth
                            }
                        }
                    }
                }
                T.AbstractButton {
                    id: away
                    objectName: "staff-close"
                    implicitWidth: Theme.touch
                    implicitHeight: Theme.touch
                    focusPolicy: Qt.NoFocus
                    Accessible.ignored: true
                    onClicked: exit.door.close()

                    background: Rectangle {
                        radius: Theme.mm(3)
                        color: away.down ? Theme.cardPressed : Theme.paper
                    }
                    contentItem: Item {
                        Icon {
                            anchors.centerIn: parent
                            name: "x"
                            color: Theme.ink
                            sizeMm: 9
                        }
                    }
                }
            }
            NumberPad {
                Layout.fillWidth: true
                silent: true
                enters: true
                keyMm: card.keyMm
                onPressed: key => exit.door.press(key)
                onErased: exit.door.erase()
                onEntered: exit.door.enter()
            }
        }
    }
}
