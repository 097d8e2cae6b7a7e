import QtQuick
import QtQuick.Layouts

// One choice among several: icon, name, a second line, and at the foot what it costs in time (or why not now).
Pressable {
    id: tile

    property string iconName
    property string note
    property string foot
    property string warning
    property real capMm: 6.6
    property real iconMm: 18
    property real noteCapMm: Math.min(4.8, capMm)
    property real footCapMm: 5.4
    property color outline: Theme.edge
    property bool iconAbove: Theme.large

    explained: [note, foot, warning].filter(words => words !== "").join(", ")
    padding: Theme.mm(Math.min(7, capMm))

    background: Rectangle {
        radius: tile.cornerRadius
        color: tile.down ? Theme.cardPressed : Theme.card
        border.color: tile.outline
        border.width: Theme.edgeWidth
    }

    contentItem: GridLayout {
        columns: tile.iconAbove ? 1 : 2
        columnSpacing: Theme.mm(5.5)
        rowSpacing: Theme.mm(2.5)

        Icon {
            Layout.alignment: Qt.AlignLeft | Qt.AlignTop
            visible: tile.iconName !== ""
            name: tile.iconName
            sizeMm: tile.iconMm
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Theme.mm(1)

            Line {
                Layout.fillWidth: true
                say: tile.text
                capMm: tile.capMm
                weight: Font.Bold
                lineHeight: 0.95
                Accessible.ignored: true
            }
            Note {
                Layout.fillWidth: true
                visible: tile.note !== ""
                say: tile.note
                capMm: tile.noteCapMm
                Accessible.ignored: true
            }
            Item {
                Layout.fillHeight: true
            }
            RowLayout {
                Layout.fillWidth: true
                visible: tile.foot !== "" && tile.warning === ""
                spacing: Theme.mm(2.5)

                Icon {
                    name: "clock"
                    color: Theme.ink2
                    sizeMm: tile.footCapMm * 1.5
                }
                Line {
                    Layout.fillWidth: true
                    say: tile.foot
                    capMm: tile.footCapMm
                    weight: Font.DemiBold
                    Accessible.ignored: true
                }
            }
            Pill {
                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth
                visible: tile.warning !== ""
                say: tile.warning
                capMm: 4.8
            }
        }
    }
}
