pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// What the journal holds, and that nothing anybody was told is missing in it.
Card {
    id: ledger

    required property var figures
    required property int lost
    required property string lostWords
    readonly property bool whole: lost === 0

    padding: Theme.mm(4)

    contentItem: ColumnLayout {
        spacing: Theme.mm(3)

        RowLayout {
            Layout.fillWidth: true
            spacing: 0

            Repeater {
                model: ledger.figures

                FigureBox {
                    required property int index

                    objectName: "figure-" + index
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                }
            }
        }
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: row.implicitHeight + Theme.mm(4)
            radius: Theme.mm(4)
            color: ledger.whole ? Theme.greenLight : Theme.red

            RowLayout {
                id: row
                anchors.fill: parent
                anchors.leftMargin: Theme.mm(5)
                anchors.rightMargin: Theme.mm(4)
                spacing: Theme.mm(4)

                NumberText {
                    say: ledger.lost
                    capMm: 10
                    color: ledger.whole ? Theme.green : Theme.inkOnGreen
                    Accessible.ignored: true
                }
                Line {
                    Layout.fillWidth: true
                    say: ledger.lostWords
                    capMm: 3.9
                    weight: Font.DemiBold
                    color: ledger.whole ? Theme.greenDark : Theme.inkOnGreen
                    Accessible.name: ledger.lost + " " + ledger.lostWords
                }
            }
        }
    }
}
