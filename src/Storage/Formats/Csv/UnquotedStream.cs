using System.Buffers;
using System.Globalization;
using CsvHelper;

namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>Rewrites a CSV with quoted fields as one without: fields parted by <see cref="Delimiter"/>, on the same line numbers; thousands separators in numbers are dropped.</summary>
internal sealed class UnquotedStream : Stream
{
    /// <summary>ASCII's unit separator, which no text contains.</summary>
    public const byte Delimiter = 0x1F;

    private const int EnoughText = 1 << 16;

    private readonly CsvReader _csv;
    private readonly ArrayBufferWriter<byte> _text = new(EnoughText);
    private int _position;
    private long _line;

    public UnquotedStream(Stream inner, char delimiter) => _csv = CsvReader.Create(
        inner,
        // A line break always ends a record, so that a quotation mark that is never closed cannot swallow the rest of the file.
        new CsvReaderOptions { Separator = delimiter, HasHeader = false, AllowLineBreaksInQuotes = false, TrackLineNumbers = true, MaxRecordSize = EnoughText });

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_position == _text.WrittenCount && !Fill()) return 0;
        var taken = Math.Min(buffer.Length, _text.WrittenCount - _position);
        _text.WrittenSpan.Slice(_position, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _csv.Dispose();
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        _text.ResetWrittenCount();
        _position = 0;
        try
        {
            while (_text.WrittenCount < EnoughText && _csv.Read()) AppendRecord();
        }
        catch (CsvFormatException exception)
        {
            throw new InvalidDataException($"a record after line {_line} is too long, or its quotation marks do not match", exception);
        }

        return _text.WrittenCount > 0;
    }

    private void AppendRecord()
    {
        // The reader passes over empty lines; they are put back, so that later line numbers stay right.
        for (_line++; _line < _csv.LineNumber; _line++) Append((byte)'\n');
        for (var field = 0; field < _csv.FieldCount; field++)
        {
            if (field > 0) Append(Delimiter);
            AppendField(_csv.GetSpan(field));
        }

        Append((byte)'\n');
    }

    private void AppendField(ReadOnlySpan<byte> field)
    {
        var hasThousands = HasThousands(field);
        foreach (var letter in field)
            if (!hasThousands || letter != ',') Append(letter < ' ' ? (byte)' ' : letter);
    }

    private void Append(byte letter)
    {
        _text.GetSpan(1)[0] = letter;
        _text.Advance(1);
    }

    // 1,234,567.89 and not 1,23 or 0,5.
    private static bool HasThousands(ReadOnlySpan<byte> field)
    {
        const int group = 3;
        var comma = field.IndexOf((byte)',');
        if (comma is < 1 or > group + 1 || !decimal.TryParse(field, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) return false;

        var point = field.IndexOf((byte)'.');
        var whole = point < 0 ? field : field[..point];
        for (var rest = whole[comma..]; !rest.IsEmpty; rest = rest[(group + 1)..])
            if (rest.Length < group + 1 || rest[0] != ',' || rest[1..(group + 1)].Contains((byte)',')) return false;

        return true;
    }
}
