using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>Where everything lies in a series file: a header page, two commit pages, then blocks of a fixed number of rows.</summary>
/// <remarks>
/// A block holds its columns one after the other, the time first, each contiguous and 8 bytes a row, and ends with a footer page that is
/// written once, when the block is full. Appending writes only bytes behind the committed rows, so it can never spoil one.
/// All numbers are little-endian.
/// </remarks>
internal sealed class SeriesLayout
{
    public const int PageSize = 4096;
    public const int FooterSize = PageSize;
    public const int CellSize = 8;

    private const int Slots = 2;
    private const long FirstBlock = PageSize * (1 + Slots);

    public SeriesLayout(SeriesKind kind, int rowsPerBlock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerBlock, 1);
        Kind = kind;
        RowsPerBlock = rowsPerBlock;
        ColumnCount = 1 + SeriesColumns.Of(kind).Count;
        BlockSize = (long)ColumnCount * rowsPerBlock * CellSize + FooterSize;
    }

    public SeriesKind Kind { get; }

    public int RowsPerBlock { get; }

    /// <summary>The time and the values.</summary>
    public int ColumnCount { get; }

    public long BlockSize { get; }

    /// <summary>64 KiB a column, so that a block of bars stays in a core's second-level cache; days come by the hundred and get small blocks.</summary>
    public static int UsualRowsPerBlock(SeriesKey key) => key.Interval is { IsDaily: true } ? 512 : 8192;

    /// <summary>Commits alternate between the two pages, so that the one before is whole while the next is written.</summary>
    public static long SlotOffset(long sequence) => PageSize * (1 + sequence % Slots);

    public long ColumnOffset(long block, int column) => FirstBlock + block * BlockSize + (long)column * RowsPerBlock * CellSize;

    public long FooterOffset(long block) => ColumnOffset(block, ColumnCount);

    public long BlocksFor(long rows) => (rows + RowsPerBlock - 1) / RowsPerBlock;

    /// <summary>How long the file must be to hold that many rows.</summary>
    public long LengthFor(long rows) => FirstBlock + BlocksFor(rows) * BlockSize;

    /// <summary>What column <paramref name="column"/> of a block is called.</summary>
    public string ColumnName(int column) => column == 0 ? "time" : SeriesColumns.Of(Kind)[column - 1];
}
