using Microsoft.Extensions.Configuration;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AlgoTrendy.Platform.Homes;

/// <summary>Reads algotrendy.yaml into settings: nested keys become Section:Key, lists Section:0, Section:1.</summary>
internal static class YamlSettings
{
    /// <returns>Nothing when there is no such file.</returns>
    /// <exception cref="SetupException">The file is not YAML; names file and line.</exception>
    public static IReadOnlyDictionary<string, string?> Read(string file)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (!File.Exists(file)) return settings;

        using var text = File.OpenText(file);
        var parser = new Parser(text);
        try
        {
            var yaml = new YamlStream();
            yaml.Load(parser);
            foreach (var document in yaml.Documents) Add(settings, "", document.RootNode);
        }
        catch (YamlException cause)
        {
            throw new SetupException($"{file}, line {cause.Start.Line}: {cause.Message.TrimEnd('.')}.", cause);
        }
        catch (InvalidOperationException cause) // what the library throws on some brackets that are never closed
        {
            throw new SetupException($"{file}, line {parser.Current?.End.Line ?? 1}: this is not YAML.", cause);
        }

        return settings;
    }

    private static void Add(Dictionary<string, string?> settings, string path, YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode map:
                foreach (var (key, value) in map.Children) Add(settings, Join(path, Name(key)), value);
                break;
            case YamlSequenceNode list:
                for (var index = 0; index < list.Children.Count; index++) Add(settings, Join(path, $"{index}"), list.Children[index]);
                break;
            case YamlScalarNode scalar when path.Length == 0 && string.IsNullOrEmpty(scalar.Value):
                break; // an empty file
            case YamlScalarNode when path.Length == 0:
                throw new YamlException(node.Start, node.End, "Expected settings as key: value");
            case YamlScalarNode scalar:
                if (!settings.TryAdd(path, scalar.Value)) throw new YamlException(node.Start, node.End, $"'{path}' is set twice");
                break;
        }
    }

    private static string Name(YamlNode key) =>
        key is YamlScalarNode { Value.Length: > 0 } name ? name.Value : throw new YamlException(key.Start, key.End, "A key must be a name");

    private static string Join(string path, string key) => path.Length == 0 ? key : ConfigurationPath.Combine(path, key);
}
