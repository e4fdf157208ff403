using System.CommandLine;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Homes;
using AlgoTrendy.Platform.Serving;

namespace AlgoTrendy.Host;

/// <summary>What every command works in: the modules of the house, the home folder, the settings.</summary>
internal sealed class Surroundings(IReadOnlyList<Room> house)
{
    public IReadOnlyList<Room> House => house;

    /// <summary>Given to every command.</summary>
    public Option<string?> HomeOption { get; } = new("--home")
    {
        Description = "Where the platform keeps its data (default: ALGOTRENDY_HOME, or data/ here)",
        HelpName = "DIR",
        Recursive = true,
    };

    public Home Home(ParseResult parsed) => Settings.FindHome(parsed.GetValue(HomeOption));

    /// <summary>The modules of the home folder, for a command that works with them.</summary>
    public Task<Session> Open(ParseResult parsed, CancellationToken ct)
    {
        var (home, settings) = Find(parsed);
        return Session.Open(house, home, settings, ct);
    }

    /// <summary>The home folder and its settings, for a command that does not work with modules.</summary>
    /// <param name="options">What the command line said of settings, by key.</param>
    /// <exception cref="UsageException">A setting that there is not, or that cannot be so.</exception>
    public (Home Home, IConfiguration Settings) Find(ParseResult parsed, IReadOnlyDictionary<string, string?>? options = null)
    {
        var home = Home(parsed);
        var settings = Settings.Load(home, options ?? new Dictionary<string, string?>());
        SettingsCheck.Check(settings, [.. house.Select(room => room.Module)]);
        return (home, settings);
    }
}
