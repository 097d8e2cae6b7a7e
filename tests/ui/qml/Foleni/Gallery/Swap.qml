import QtQuick
import Foleni.Kit

// A screen that puts another button under the finger that has just pressed one.
ScreenWindow {
    id: root

    property int first: 0
    property int second: 0

    PrimaryButton {
        objectName: "first"
        visible: root.first === 0
        anchors.centerIn: parent
        text: "English"
        onChosen: root.first += 1
    }
    PrimaryButton {
        objectName: "second"
        visible: root.first > 0
        anchors.centerIn: parent
        text: "National ID"
        onChosen: root.second += 1
    }
}
