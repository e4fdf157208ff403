using AlgoTrendy.Storage.Formats.Text;
using AlgoTrendy.Storage.Formats.Zip;

namespace AlgoTrendy.Storage.Formats;

/// <summary>What formats look at to tell whether a file is theirs: its path, its parts, and the first lines of each.</summary>
internal sealed class FileSample(FileSource source, FileContents contents)
{
    private const int MostLines = 2_000;

    private readonly Dictionary<FilePart, IReadOnlyList<byte[]>> _lines = [];

    public FileSource Source => source;

    public string Path => source.Path;

    /// <summary>The folders and the name of the file, in small letters.</summary>
    public string[] Segments { get; } = source.Path.ToLowerInvariant().Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The file's name in small letters, without folders.</summary>
    public string FileName => Segments.Length == 0 ? "" : Segments[^1];

    public bool IsZip => contents.IsZip;

    public string? Damage => contents.Damage;

    /// <summary>The texts inside; of a zip only what may be one by its name.</summary>
    public IReadOnlyList<FilePart> Parts { get; } = contents.IsZip ? [.. contents.Parts.Where(IsText)] : contents.Parts;

    /// <summary>What else a zip holds.</summary>
    public IReadOnlyList<string> Unread { get; } = [.. contents.Parts.Where(part => contents.IsZip && !IsText(part)).Select(part => part.Name)];

    /// <summary>The first part's lines.</summary>
    public IReadOnlyList<byte[]> Lines => Parts.Count == 0 ? [] : LinesOf(Parts[0]);

    /// <summary>Whether the first part begins with the byte-order mark of UTF-16, in either order.</summary>
    public bool IsUtf16 => Parts.Count > 0 && Parts[0].Head().Bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    /// <summary>How a part is named to people.</summary>
    public string NameOf(FilePart part) => contents.NameOf(part);

    /// <summary>The first whole lines of a part that are not blank.</summary>
    public IReadOnlyList<byte[]> LinesOf(FilePart part)
    {
        if (_lines.TryGetValue(part, out var known)) return known;

        var (bytes, isAll) = part.Head();
        var lines = new List<byte[]>();
        using var reader = new LineReader(new MemoryStream(bytes));
        while (lines.Count < MostLines && reader.TryRead(out var line))
            if (!LineReader.IsBlank(line)) lines.Add(line.ToArray());

        // The last line of a head is cut somewhere, unless it ended there; one line is better than none.
        if (!isAll && lines.Count is > 1 and < MostLines && bytes.Length > 0 && bytes[^1] != '\n') lines.RemoveAt(lines.Count - 1);
        return _lines[part] = lines;
    }

    /// <summary>Every line of a part, for a decision that its first lines leave open.</summary>
    public static LineReader? AllLinesOf(FilePart part) => CheckedPart.Open(part, out _) is { } stream ? new LineReader(stream) : null;

    private static bool IsText(FilePart part) =>
        !part.Name.StartsWith("__MACOSX", StringComparison.Ordinal) &&
        System.IO.Path.GetExtension(part.FileName).ToLowerInvariant() is ".csv" or ".txt" or ".tsv" or ".dat" or "";
}
