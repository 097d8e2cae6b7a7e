import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// One action under the visitor: icon above its words, its key in the corner.
CounterButton {
    id: tile

    property string iconName
    required property string key

    padding: Theme.mm(1)
    topPadding: Theme.mm(4)
    bottomPadding: Theme.mm(3)

    contentItem: ColumnLayout {
        spacing: Theme.mm(2)

        Icon {
            Layout.alignment: Qt.AlignHCenter
            name: tile.iconName
            color: Theme.ink
            sizeMm: 8.4
        }
        Line {
            Layout.fillWidth: true
            Layout.fillHeight: true
            say: tile.text
            capMm: tile.width < Theme.mm(34) ? 3.1 : 3.5
            weight: Font.Bold
            lineHeight: 0.9
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true
        }
    }

    KeyCap {
        anchors.top: parent.top
        anchors.right: parent.right
        anchors.margins: Theme.mm(2)
        visible: tile.key !== ""
        key: tile.key
    }
}
