using System.Buffers;

namespace AlgoTrendy.Storage.Formats.Text;

/// <summary>Cuts a stream of UTF-8 text into lines without allocating; memory stays bounded however long a line is.</summary>
/// <remarks>Line feeds end lines, a carriage return before one belongs to the end, a byte-order mark at the start is skipped.</remarks>
internal sealed class LineReader(Stream stream) : IDisposable
{
    /// <summary>Longer lines are no rows of market data; they are cut here, and <see cref="IsCut"/> says so.</summary>
    public const int LongestLine = 1 << 16;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(4 * LongestLine);
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>The number of the line read last; 1 is the first.</summary>
    public long Line { get; private set; }

    /// <summary>How many bytes were taken from the stream.</summary>
    public long BytesTaken { get; private set; }

    /// <summary>Whether the line read last was longer than <see cref="LongestLine"/>.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Why reading ended before the end of the text; null while it has not. The line that was cut by it is not given.</summary>
    public string? Damage { get; private set; }

    public static bool IsBlank(ReadOnlySpan<byte> line) => line.IsEmpty || line[0] == ' ' && line.TrimStart((byte)' ').IsEmpty;

    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
        if (length < 0 && !TryFetchLine(out length))
        {
            line = default;
            return false;
        }

        line = _buffer.AsSpan(_start, length);
        _start = Math.Min(_start + length + 1, _end);
        Line++;
        if (Line == 1 && line.StartsWith(ByteOrderMark)) line = line[ByteOrderMark.Length..];
        if (line.Length > 0 && line[^1] == '\r') line = line[..^1];
        IsCut = line.Length > LongestLine;
        return true;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        stream.Dispose();
    }

    // Reads until a line feed, the end, or more than a line may have; then the rest of that line is passed over.
    private bool TryFetchLine(out int length)
    {
        while (true)
        {
            var scanned = _end - _start;
            if (scanned > LongestLine)
            {
                length = LongestLine + 1;
                SkipLine();
                return true;
            }

            if (_isAtEnd || !Fetch())
            {
                length = scanned;
                return scanned > 0 && Damage is null;
            }

            length = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (length < 0) continue;

            length += scanned;
            return true;
        }
    }

    private bool Fetch()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        try
        {
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            BytesTaken += read;
            _isAtEnd = read == 0;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            Damage = exception.Message;
            _isAtEnd = true;
        }

        return !_isAtEnd;
    }

    // Keeps the first LongestLine + 1 bytes at _start as the line, and puts what follows the line feed behind them.
    private void SkipLine()
    {
        var kept = LongestLine + 1;
        while (true)
        {
            var rest = _buffer.AsSpan(_start + kept, _end - _start - kept);
            var feed = rest.IndexOf((byte)'\n');
            if (feed >= 0)
            {
                rest[feed..].CopyTo(rest);
                _end -= feed;
                return;
            }

            _end = _start + kept;
            if (_isAtEnd || !Fetch()) return;
        }
    }
}
