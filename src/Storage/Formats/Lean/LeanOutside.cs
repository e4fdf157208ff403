namespace AlgoTrendy.Storage.Formats.Lean;

/// <summary>LEAN files that lie outside their folders: what they hold cannot be told, so they are read only with the asset class given, and never as something else.</summary>
internal static class LeanOutside
{
    private static readonly string[] Choices = ["--asset-class stock", "--asset-class crypto", "--asset-class forex", "--asset-class future", "--asset-class index"];

    public static FileReading? Recognise(FileSample sample, FormatOptions options)
    {
        var name = sample.Parts[0].FileName;
        var security = options.AssetClass is { } assetClass ? LeanSecurity.Of(assetClass) : null;
        var path = LeanPath.TryParseEntry(name, security?.Folder ?? "") ?? DailyPath(sample, security?.Folder ?? "");
        if (path is null) return null;
        if (security is not null) return LeanFormat.Plan(sample, path, security, options);

        return new FileRefusal(
            sample.Path,
            $"It looks like a LEAN file ({name}) outside its folders, which say the market and whether prices are multiplied by 10,000. Keep it in folders such as equity/usa/{path.Resolution}, or say what it holds.",
            Choices);
    }

    // Daily and hourly files have names that say nothing; times like "19980102 00:00" and whole prices give those of stocks away.
    private static LeanPath? DailyPath(FileSample sample, string securityType)
    {
        const int looked = 100;
        var lines = sample.Lines.Take(looked).ToArray();
        if (lines.Length == 0 || !lines.All(IsScaledBar)) return null;

        var isDaily = lines.All(line => line.AsSpan(9, 5).SequenceEqual("00:00"u8));
        return new(securityType, "", isDaily ? "daily" : "hour", sample.FileName.Split('.', '_')[0], null, null);
    }

    private static bool IsScaledBar(byte[] line)
    {
        const int timeLength = 14, leastScaled = 4;
        if (line.AsSpan().Count((byte)',') != LeanBarParser.Fields - 1 || line.AsSpan().IndexOf((byte)',') != timeLength || !LeanDateTime.TryWall(line.AsSpan(0, timeLength), out _)) return false;
        for (var (field, position) = (1, timeLength + 1); field < LeanBarParser.Fields - 1; field++)
        {
            var length = line.AsSpan(position).IndexOf((byte)',');
            if (length < leastScaled || line.AsSpan(position, length).ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
            position += length + 1;
        }

        return true;
    }
}
