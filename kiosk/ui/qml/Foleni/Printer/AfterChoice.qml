pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// How far a fault lets the printer come before it happens.
RowLayout {
    id: choice

    required property string words
    required property list<int> choices
    required property int current

    signal chosen(amount: int)

    spacing: Theme.mm(3)

    Note {
        Layout.fillWidth: true
        say: choice.words
        capMm: 3.8
        weight: Font.DemiBold
    }
    Repeater {
        model: choice.choices

        ChoiceChip {
            required property int modelData

            objectName: choice.objectName + "-" + modelData
            text: modelData
            explained: choice.words
            capMm: 4
            implicitHeight: Theme.mm(14)
            leftPadding: Theme.mm(4)
            on: choice.current === modelData
            onChosen: choice.chosen(modelData)
        }
    }
}
