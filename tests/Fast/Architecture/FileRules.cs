namespace AlgoTrendy.Tests.Fast.Architecture;

internal static class FileRules
{
    private const int Most = 400;

    public static IEnumerable<string> TooLong(IEnumerable<(string Name, int Lines)> files) =>
        files.Where(file => file.Lines > Most).Select(file => $"{file.Name} has {file.Lines} lines; {Most} are enough for one subject.");
}
