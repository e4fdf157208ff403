using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>An assembly with a fault in it, compiled for one test, so that every rule is seen to fail on every run.</summary>
internal sealed class Planted : IDisposable
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Threading; using System.Threading.Tasks;";

    private static readonly MetadataReference[] Everything =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file))];

    private static readonly CSharpCompilationOptions Options = new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release);

    private readonly AssemblyLoadContext _context = new("planted", isCollectible: true);

    /// <param name="name">As it would be called in the house: Core, Modules.Risk.</param>
    /// <param name="besides">An assembly to compile against and load first, for faults between two.</param>
    public Planted(string name, string source, (string Name, string Source)? besides = null)
    {
        MetadataReference[] references = Everything;
        if (besides is { } other)
        {
            // Without the house, so that the other may be called as one of its rooms.
            references = [.. Everything.Where(reference => !Path.GetFileName(reference.Display)!.StartsWith("AlgoTrendy.", StringComparison.Ordinal))];
            references = [.. references, MetadataReference.CreateFromImage(Load(other.Name, other.Source, references).Image)];
        }

        Assembly = Load(name, source, references).Assembly;
    }

    public Assembly Assembly { get; }

    public void Dispose() => _context.Unload();

    private (Assembly Assembly, byte[] Image) Load(string name, string source, IEnumerable<MetadataReference> references)
    {
        var replaced = $"AlgoTrendy.{name}.dll";
        var compilation = CSharpCompilation.Create($"AlgoTrendy.{name}", [CSharpSyntaxTree.ParseText(Usings + source)], references.Where(reference => Path.GetFileName(reference.Display) != replaced), Options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return (_context.LoadFromStream(image), image.ToArray());
    }
}
