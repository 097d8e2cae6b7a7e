import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// One of my queues: its letter, how many wait, and the longest; on one line where there are many.
Item {
    id: line

    required property string letter
    required property string name
    required property string longest
    required property string minutes
    required property string waiting
    required property string said
    property bool compact: false
    // Room for the words around the minutes.
    property bool tall: true

    Accessible.role: Accessible.ListItem
    Accessible.name: line.said

    Rectangle {
        width: parent.width
        height: Theme.hairWidth
        color: Theme.hairline
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.mm(2)
        anchors.rightMargin: Theme.mm(2)
        spacing: Theme.mm(line.compact ? 3 : 4)

        Rectangle {
            Layout.preferredWidth: Theme.mm(line.compact ? 7 : 12)
            Layout.preferredHeight: Layout.preferredWidth
            radius: Theme.mm(2)
            color: Theme.greenLight
            border.color: Theme.greenLightEdge
            border.width: Theme.edgeWidth

            NumberText {
                anchors.centerIn: parent
                say: line.letter
                color: Theme.greenDark
                capMm: line.compact ? 3.2 : 4.4
                Accessible.ignored: true
            }
        }
        GridLayout {
            Layout.fillWidth: true
            columns: line.compact ? 2 : 1
            columnSpacing: Theme.mm(2)
            rowSpacing: 0

            Line {
                Layout.fillWidth: true
                say: line.name
                capMm: line.compact ? 3.1 : 3.9
                lineHeight: 0.95
                wrapMode: line.compact ? Text.NoWrap : Text.WordWrap
                Accessible.ignored: true
            }
            Note {
                Layout.fillWidth: !line.compact
                visible: say !== ""
                say: line.tall ? line.longest : line.minutes
                capMm: line.compact ? 2.9 : 3.2
                Accessible.ignored: true
            }
        }
        NumberText {
            Layout.minimumWidth: Theme.mm(line.compact ? 7 : 0)
            horizontalAlignment: Text.AlignRight
            say: line.waiting
            capMm: line.compact ? 4.2 : 6.3
            Accessible.ignored: true
        }
    }
}
