using System.Globalization;
using AlgoTrendy.Platform.Databases;
using NodaTime;

namespace AlgoTrendy.Platform.Safekeeping;

/// <summary>Database files that cannot be read, set aside so that a backup can take their place. Nothing is deleted, and what comes to nothing puts them back.</summary>
internal sealed class DamagedFiles(Home home)
{
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    private readonly List<(string Module, string File, string Aside)> _aside = [];

    /// <summary>Where they are now.</summary>
    public IReadOnlyList<string> Aside => [.. _aside.Select(one => one.Aside)];

    public async Task SetAside(IEnumerable<string> modules)
    {
        foreach (var module in modules)
        {
            if (!await Database.IsDamaged(module, home)) continue;

            var file = Database.FileOf(home, module);
            var aside = $"{file}.damaged-{SystemClock.Instance.GetCurrentInstant().ToString("uuuuMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
            Move(file, aside);
            _aside.Add((module, file, aside));
        }
    }

    /// <param name="restored">Modules whose file is a good one by now.</param>
    public void PutBack(IReadOnlyCollection<string> restored)
    {
        foreach (var (_, file, aside) in _aside.Where(one => !restored.Contains(one.Module)))
        {
            foreach (var part in Parts) File.Delete(file + part);
            Move(aside, file);
        }
    }

    // With its log, without which it would be an older one.
    private static void Move(string from, string to)
    {
        foreach (var part in Parts.Where(part => File.Exists(from + part))) File.Move(from + part, to + part);
    }
}
