using AlgoTrendy.Platform.Homes;
using Microsoft.Extensions.Configuration;

namespace AlgoTrendy.Platform.Serving;

/// <summary>Which modules run in this process, and where the others are.</summary>
internal static class ModuleChoice
{
    private const string All = "all";

    /// <param name="wanted">Names, comma-separated; null or "all": every one.</param>
    /// <exception cref="UsageException">A name that no module has.</exception>
    public static IReadOnlyList<Room> Here(IReadOnlyList<Room> house, string? wanted)
    {
        if (wanted is null or All) return house;

        var names = wanted.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var known = house.Select(room => room.Module.Name).ToArray();
        if (names.Except(known).FirstOrDefault() is { } unknown)
            throw new UsageException($"There is no module '{unknown}'.{NearestName.Hint(unknown, known)} The modules are {string.Join(", ", known)}.");
        return names.Length > 0 ? [.. house.Where(room => names.Contains(room.Module.Name))] : throw new UsageException($"No module is named; the modules are {string.Join(", ", known)}.");
    }

    /// <summary>Where a module that does not run here is: where the settings say, or where a server of the same home serves it, or at its usual port on this machine.</summary>
    public static Func<Uri> AddressOf(Room room, Home home, IConfiguration settings)
    {
        var name = room.Module.Name;
        if (settings[$"Addresses:{name}"] is { } given)
        {
            var fixedAddress = Uri.TryCreate(given, UriKind.Absolute, out var uri) ? uri : throw new UsageException($"Addresses:{name} is '{given}', which is no address.");
            return () => fixedAddress;
        }

        return () => new(ModuleLock.FindHolder(home, name)?.Address ?? $"http://127.0.0.1:{room.Port}");
    }
}
