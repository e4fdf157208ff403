using Microsoft.Extensions.Configuration;

namespace AlgoTrendy.Platform.Homes;

/// <summary>The settings of this process. The stronger first: command line, environment (ALGOTRENDY__Section__Key), algotrendy.yaml in the home folder, defaults in code.</summary>
public static class Settings
{
    public const string FileName = "algotrendy.yaml";
    internal const string Family = "ALGOTRENDY_";
    internal const string Prefix = "ALGOTRENDY__";
    private const string HomeVariable = "ALGOTRENDY_HOME";
    private const string DefaultHome = "data";

    /// <summary>The environment's twins of command-line options; the rest is given as ALGOTRENDY__Section__Key.</summary>
    private static readonly (string Variable, string Key)[] Twins = [("ALGOTRENDY_PORT", "Port"), ("ALGOTRENDY_URLS", "Urls"), ("ALGOTRENDY_MODULES", "Modules")];

    /// <summary>What else the environment may say; the last three are read by parts of the platform that are to come, and by whoever starts it.</summary>
    internal static readonly IReadOnlyList<string> Variables =
    [
        HomeVariable, .. Twins.Select(twin => twin.Variable), "ALGOTRENDY_DEBUG", "ALGOTRENDY_BROKER_SECRET", "ALGOTRENDY_FEED", "ALGOTRENDY_ADMIN_PASSWORD", "ALGOTRENDY_ADMIN_PASSWORD_FILE",
    ];

    /// <summary>How variables of our own tests begin.</summary>
    internal static readonly IReadOnlyList<string> OfTests = ["ALGOTRENDY_TEST_", "ALGOTRENDY_CRASH_", "ALGOTRENDY_BAD_INPUT", "ALGOTRENDY_KEEP_BUILD_SERVER"];

    /// <param name="option">What --home said; null: ALGOTRENDY_HOME, or else data/ in the working directory.</param>
    public static Home FindHome(string? option) =>
        new(option ?? (Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } given ? given : DefaultHome));

    /// <param name="options">What the command line said, by key; null values are not said.</param>
    /// <exception cref="SetupException">algotrendy.yaml cannot be read.</exception>
    public static IConfigurationRoot Load(Home home, IReadOnlyDictionary<string, string?> options) => new ConfigurationBuilder()
        .AddInMemoryCollection(YamlSettings.Read(home.File(FileName)))
        .AddInMemoryCollection(Twins.Select(twin => KeyValuePair.Create(twin.Key, Environment.GetEnvironmentVariable(twin.Variable))).Where(IsSaid))
        .AddEnvironmentVariables(Prefix)
        .AddInMemoryCollection(options.Where(IsSaid))
        .Build();

    private static bool IsSaid(KeyValuePair<string, string?> setting) => !string.IsNullOrEmpty(setting.Value);
}
