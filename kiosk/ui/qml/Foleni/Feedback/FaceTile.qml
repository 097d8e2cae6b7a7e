import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// One face with its word in ink; the colour is the face's and the edge's alone. Across on a tall screen.
Pressable {
    id: tile

    property string second
    property string iconName
    property color face
    property bool across: false
    readonly property real faceMm: {
        if (across)
            return second === "" ? 17 : 15;
        if (second === "")
            return 25;
        return height > Theme.mm(64) ? 18 : 15;
    }

    explained: second
    padding: Theme.mm(2)
    leftPadding: Theme.mm(across ? 4 : second === "" ? 3 : 2)
    rightPadding: leftPadding

    background: Rectangle {
        radius: tile.cornerRadius
        color: tile.down ? Theme.cardPressed : Theme.card
        border.color: tile.face
        border.width: Theme.lineWidth
    }
    contentItem: GridLayout {
        columns: tile.across ? 3 : 1
        columnSpacing: Theme.mm(4)
        rowSpacing: Theme.mm(1)

        Icon {
            Layout.alignment: tile.across ? Qt.AlignVCenter : Qt.AlignHCenter
            Layout.margins: tile.across ? 0 : Theme.mm(tile.second === "" ? 3.5 : 1.5)
            name: tile.iconName
            color: tile.face
            sizeMm: tile.faceMm
        }
        Line {
            Layout.fillWidth: true
            say: tile.text
            capMm: tile.across && tile.second === "" ? 6.6 : 5.4
            weight: Font.Bold
            lineHeight: 0.95
            horizontalAlignment: tile.across ? Text.AlignLeft : Text.AlignHCenter
            Accessible.ignored: true
        }
        Note {
            Layout.fillWidth: !tile.across
            Layout.rightMargin: tile.across ? Theme.mm(3) : 0
            visible: tile.second !== ""
            say: tile.second
            lineHeight: 0.95
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
        Item {
            Layout.fillHeight: true
            visible: !tile.across
        }
    }
}
