pragma ComponentBehavior: Bound
import QtQuick
import Foleni.Backend
import Foleni.Kit

// One sentence in every language, one below the other: nobody has chosen one here.
Column {
    id: each

    required property JoiningScreen joining
    required property Words words
    required property string key
    property var given: ({})
    property real capMm: 4.8
    property bool title: false
    property color ink: Theme.ink
    property int align: Text.AlignLeft

    spacing: Theme.mm(each.capMm * 0.15)

    Repeater {
        model: each.words.others(each.joining.languages, each.key, each.given)

        Line {
            required property string modelData
            required property int index

            width: each.width
            say: modelData
            language: each.joining.languages[index] ?? ""
            color: index === 0 ? each.ink : each.ink === Theme.ink ? Theme.ink2 : each.ink
            capMm: each.capMm
            fixed: true
            weight: each.title ? Font.Bold : Font.Medium
            lineHeight: 0.95
            horizontalAlignment: each.align
            Accessible.role: each.title && index === 0 ? Accessible.Heading : Accessible.StaticText
        }
    }
}
