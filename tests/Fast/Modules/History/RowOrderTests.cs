using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.History.Importing;
using AlgoTrendy.Tests.Fast.Storage.Columnar;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Modules.History;

public class RowOrderTests
{
    private static readonly Gen<int[][]> Pieces =
        from count in Gen.Choose(1, 4)
        from pieces in Gen.Choose(0, 9).ArrayOf().Select(minutes => minutes.Order().ToArray()).ArrayOf(count)
        select pieces;

    [Fact]
    public void Pieces_in_any_order_become_one_series_in_order_and_each_row_knows_where_it_came_from() =>
        Prop.ForAll(Pieces.ToArbitrary(), Holds).QuickCheckThrowOnFailure();

    [Fact]
    public void Where_one_piece_ends_at_the_time_that_an_earlier_one_begins_the_earlier_comes_first() => Holds([[5], [1, 5]]);

    private static void Holds(int[][] minutes)
    {
        var pieces = minutes.Select((piece, number) => Sample.Rows(SeriesKind.Trades, piece, shift: number)).ToArray();

        var order = RowOrder.Of(pieces);

        var expected = minutes.SelectMany((piece, number) => piece.Select((minute, row) => (minute, number, row))).OrderBy(row => row.minute).ThenBy(row => row.number).ThenBy(row => row.row).ToArray();
        Assert.Equal(expected.Select(row => Sample.Minute(row.minute)), order.Rows.Times.ToArray());
        for (var row = 0; row < expected.Length; row++)
        {
            var (piece, index) = order.OriginOf(row);
            Assert.Same(pieces[expected[row].number], piece);
            Assert.Equal(piece.Values(0)[index], order.Rows.Values(0)[row]);
        }
    }
}
