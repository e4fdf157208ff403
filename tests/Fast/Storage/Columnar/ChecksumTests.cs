using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;

namespace AlgoTrendy.Tests.Fast.Storage.Columnar;

public class ChecksumTests
{
    [Fact]
    public void The_checksum_is_that_of_the_standard()
    {
        // The check value of CRC-32C, and the 32 rising bytes of RFC 3720 appendix B.4.
        Assert.Equal(0xE306_9283, ~Checksum.Extend(Checksum.Start, "123456789"u8));
        Assert.Equal(0x46DD_794Eu, ~Checksum.Extend(Checksum.Start, [.. Enumerable.Range(0, 32).Select(value => (byte)value)]));
    }

    [Theory]
    [InlineData(SeriesKind.Bars), InlineData(SeriesKind.QuoteBars), InlineData(SeriesKind.Trades), InlineData(SeriesKind.Quotes)]
    public void All_columns_at_once_give_what_each_gives_alone(SeriesKind kind)
    {
        var rows = Sample.Rows(kind, 0, 37);
        var together = Enumerable.Repeat(Checksum.Start, 1 + SeriesColumns.Of(kind).Count).ToArray();

        Checksum.Extend(together, rows);

        Assert.Equal(together.Select((_, column) => Checksum.Extend(Checksum.Start, Checksum.Bytes(rows, column))), together);
    }
}
