import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// A visitor on hold. With a key it can be called back; without one it only says why and how long.
CounterButton {
    id: held

    required property string number
    required property string line
    required property string key
    // Only number and key, where there is no room for more; the rest is still told to assistive technology.
    property bool small: false

    enabled: key !== ""
    text: number + ", " + line
    outline: key !== "" ? Theme.edge : "transparent"
    fill: key !== "" ? Theme.card : "transparent"
    leftPadding: Theme.mm(small ? 1 : 2)
    rightPadding: Theme.mm(small ? 1 : 2)
    topPadding: Theme.mm(1)
    bottomPadding: Theme.mm(1)

    contentItem: RowLayout {
        spacing: Theme.mm(held.small ? 2 : 4)

        Chip {
            say: held.number
            capMm: held.small ? 3.6 : 4.3
            Accessible.ignored: true
        }
        Note {
            Layout.fillWidth: true
            visible: !held.small
            say: held.line
            capMm: 3.2
            lineHeight: 0.95
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true
        }
        KeyCap {
            visible: held.key !== "" && held.counter.panel === ""
            key: held.key
        }
    }
}
