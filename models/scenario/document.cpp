#include "models/scenario/document.hpp"

#include <algorithm>
#include <optional>

#include "models/scenario/describe.hpp"
#include "models/scenario/file.hpp"
#include "models/scenario/nearest.hpp"
#include "models/scenario/scenario.hpp"
#include "models/scenario/utf8.hpp"

namespace yanglao::scenario {
namespace {

namespace fs = std::filesystem;

// The kinds of model that a scenario may be for; the first is the default.
const std::vector<std::string> models{"care", "network"};

// The parser nests one table in another for each dot of a key, and each costs stack. No scenario has so many.
bool nests_too_deep(const std::string& text) {
  constexpr int most_dots = 1000;
  int dots = 0;
  for (const char c : text) {
    if (c == '.') ++dots;
    if (c == '=' || c == ',' || c == '\n') dots = 0;
    if (dots > most_dots) return true;
  }
  return false;
}

class DocumentReader {
 public:
  DocumentReader(Document& document, std::vector<Fault>& faults) : document_(document), faults_(faults) {}

  void read(const std::string& text, const Source& source) {
    auto root = parse(text, source);
    if (!root) {
      document_.whole = false;
      return;
    }
    const bool leaf = depth_++ == 0;
    if (const auto parent = word(*root, "extends", source)) extend(*root->get("extends"), *parent, source);
    if (const auto model = word(*root, "model", source)) set_model(*root->get("model"), *model, source);
    const auto name = word(*root, "name", source);
    const auto title = word(*root, "title", source);
    if (leaf && name) document_.name = *name;
    if (leaf && title) document_.title = *title;
    document_.layers.push_back({source, std::move(*root), text});
    --depth_;
  }

  void read_file(const fs::path& path) {
    const std::string text = read_text_file(path);
    chain_.push_back(fs::weakly_canonical(path));
    read(text, {shown(path), fs::absolute(path).parent_path()});
    chain_.pop_back();
  }

 private:
  void refuse(const Origin& at, const std::string& key, const std::string& given, const std::string& expected,
              const std::string& nearest = "") {
    faults_.push_back({at.file, at.line, at.column, key, given, expected, nearest});
  }

  std::optional<toml::table> parse(const std::string& text, const Source& source) {
    const Origin start{source.file, 1, 1};
    if (nests_too_deep(text)) {
      refuse(start, "", "a key of more than 1000 parts", "sections a few levels deep");
      return std::nullopt;
    }
    try {
      toml::table root = toml::parse(text, source.file);
      if (!root.empty()) return root;
      refuse(start, "", "an empty file", "at least one line such as extends = \"jiangxi-2020.toml\"");
    } catch (const toml::parse_error& error) {
      refuse(source.at(error.source()), "", "what is not TOML: " + printable(error.description(), 200),
             "lines of key = value under [section] headings");
    }
    return std::nullopt;
  }

  /// The text of one of the document's own keys.
  std::optional<std::string> word(const toml::table& root, const std::string& key, const Source& source) {
    const toml::node* node = root.get(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* text = node->as_string()) return text->get();
    refuse(source.at(node->source()), key, describe(*node), "text in quotes");
    return std::nullopt;
  }

  void set_model(const toml::node& node, const std::string& model, const Source& source) {
    if (std::find(models.begin(), models.end(), model) != models.end()) {
      document_.model = model;
    } else {
      refuse(source.at(node.source()), "model", describe(node), '"' + models.front() + "\" or \"" + models.back() + '"',
             nearest_name(model, models));
    }
  }

  void extend(const toml::node& node, const std::string& parent, const Source& source) {
    const Origin at = source.at(node.source());
    std::error_code ignored;
    fs::path path = source.folder / parent;
    if (source.folder.empty() || !fs::exists(path, ignored)) path = fs::path(folder()) / parent;
    const fs::path canonical = fs::weakly_canonical(path, ignored);
    if (const auto seen = std::find(chain_.begin(), chain_.end(), canonical); seen != chain_.end()) {
      std::string circle;
      for (auto file = seen; file != chain_.end(); ++file) circle += file->filename().string() + " -> ";
      refuse(at, "extends", "a circle, " + circle + canonical.filename().string(), "a file that does not lead back");
      return;
    }
    try {
      read_file(path);
    } catch (const FileError&) {
      document_.whole = false;
      std::vector<std::string> files = shipped();
      for (std::string& name : files) name += ".toml";
      const bool directory = fs::is_directory(path, ignored);
      refuse(at, "extends", (directory ? "a folder, \"" : "a file that cannot be read, \"") + printable(parent) + '"',
             "a scenario file beside this one or in scenarios/",
             nearest_name(parent.find('.') == std::string::npos ? parent + ".toml" : parent, files));
    } catch (const ScenarioError& error) {
      document_.whole = false;
      faults_.insert(faults_.end(), error.faults().begin(), error.faults().end());
    }
  }

  Document& document_;
  std::vector<Fault>& faults_;
  std::vector<fs::path> chain_;  // the files being read, each extending the next
  int depth_ = 0;                // 0: the scenario itself, 1: what it extends, ...
};

void merge_into(toml::table& below, toml::table&& above) {
  for (auto&& [key, node] : above) {
    toml::table* old = below.get_as<toml::table>(key.str());
    if (old != nullptr && node.is_table() && !node.as_table()->is_inline()) {
      merge_into(*old, std::move(*node.as_table()));
    } else {
      below.insert_or_assign(key, std::move(node));
    }
  }
}

}  // namespace

Document read_document(const fs::path& path, std::vector<Fault>& faults) {
  Document document;
  document.name = path.stem().string();
  document.model = models.front();
  DocumentReader(document, faults).read_file(path);
  return document;
}

Document read_document_text(const std::string& text, std::vector<Fault>& faults) {
  refuse_what_is_not_text(text, "<text>");
  Document document;
  document.name = "unnamed";
  document.model = models.front();
  DocumentReader(document, faults).read(text, {"<text>", {}});
  return document;
}

toml::table merged(Document&& document) {
  toml::table all;
  for (Layer& layer : document.layers) merge_into(all, std::move(layer.root));
  return all;
}

}  // namespace yanglao::scenario
