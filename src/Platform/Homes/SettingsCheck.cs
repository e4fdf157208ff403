using System.Collections;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Streaming;
using AlgoTrendy.Platform.Telling;
using Microsoft.Extensions.Configuration;

namespace AlgoTrendy.Platform.Homes;

/// <summary>Sees that every setting is one that there is, with a value that it can have: what is misspelt would be without effect, and nobody would know.</summary>
public static class SettingsCheck
{
    /// <summary>What the framework may read for itself.</summary>
    private static readonly string[] OfTheFramework = ["Logging", "Kestrel", "AllowedHosts", "ASPNETCORE", "DOTNET"];

    private static readonly KnownSetting[] OfThePlatform =
    [
        KnownSetting.Text("Modules"),
        KnownSetting.Text("Port"),
        KnownSetting.Text("Urls"),
        KnownSetting.Text("Service:Token"),
        KnownSetting.Text(DatabaseServices.PostgresSetting),
        KnownSetting.Text(EventServices.RedisSetting),
        KnownSetting.Whole(Retention.KeepSetting, 0, 36_500),
        KnownSetting.Seconds(StreamBeat.Setting, StreamBeat.LeastSeconds, 3_600),
        KnownSetting.Seconds("Remote:TimeoutSeconds"),
    ];

    /// <param name="settings">As <see cref="Settings.Load"/> made them.</param>
    /// <param name="house">All modules, whether they run here or not: they share one file.</param>
    /// <exception cref="UsageException">Names the setting, and what was most likely meant.</exception>
    public static void Check(IConfiguration settings, IReadOnlyList<IModule> house)
    {
        CheckVariables();
        KnownSetting[] known = [.. OfThePlatform, .. house.Select(module => KnownSetting.Address($"Addresses:{module.Name}")), .. house.SelectMany(module => module.Settings)];
        foreach (var (key, value) in settings.AsEnumerable().OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (value is null || OfTheFramework.Any(word => key.StartsWith(word, StringComparison.OrdinalIgnoreCase))) continue;

            if (known.FirstOrDefault(one => one.Key.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                if (found.FaultOf(value) is { } fault) throw new UsageException(fault);
            }
            else if (value.Length > 0 || !known.Any(one => one.Key.StartsWith(key + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase))) // a section of the file may be empty
            {
                throw new UsageException($"There is no setting {key}.{NearestName.Hint(key, known.Select(one => one.Key), most: 1)} It stands in {Settings.FileName} of the home folder, or in the environment as {Settings.Prefix}{key.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal)}.");
            }
        }
    }

    private static void CheckVariables()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key).Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(Settings.Family, StringComparison.Ordinal) || name.StartsWith(Settings.Prefix, StringComparison.OrdinalIgnoreCase)) continue;
            if (Settings.Variables.Contains(name) || Settings.OfTests.Any(start => name.StartsWith(start, StringComparison.Ordinal))) continue;

            throw new UsageException($"There is no variable {name}.{NearestName.Hint(name, Settings.Variables, most: 1)} Settings are given as {Settings.Prefix}Section__Key.");
        }
    }
}
