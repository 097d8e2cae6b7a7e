import QtQuick
import Foleni.Kit

// One figure of the ledger over its word.
Column {
    id: box

    required property int figure
    required property string words

    spacing: Theme.mm(1)

    NumberText {
        width: parent.width
        say: box.figure
        capMm: 6
        horizontalAlignment: Text.AlignHCenter
        fontSizeMode: Text.HorizontalFit
        Accessible.ignored: true
    }
    Note {
        width: parent.width
        say: box.words
        capMm: 3.6
        horizontalAlignment: Text.AlignHCenter
        Accessible.name: box.figure + " " + box.words
    }
}
